package dev.holdfast.metrics;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactColumn;
import dev.holdfast.facts.FactType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;

/**
 * What a contract may name as its source: the relations made of facts, and the facts themselves.
 */
final class Relations {

  /** Facts that belong to a rep alone and never become a number about anybody. */
  private static final Set<FactType> PRIVATE = Set.of(FactType.SELF_RATING, FactType.ASSESSMENT);

  private static final List<Relation> MADE_OF_FACTS =
      List.of(
          new UsageRollupQueries.PersonDay(),
          new UsageRollupQueries.AccountDay(),
          new TicketRollupQueries.Ticket(),
          new TicketContactQueries.TicketContact(),
          LedgerRelationQueries.MOVEMENTS,
          LedgerRelationQueries.SPELLS,
          new RenewalQueries.Renewal(),
          new ReferralQueries.ReferralCase(),
          new PromoterQueries.PromoterAnswer(),
          new LeadQueries.LeadCase());

  private Relations() {}

  /** The source called so. */
  static Relation named(String name) {
    return all()
        .filter(relation -> relation.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.BAD_DEFINITION,
                "There is no source '"
                    + name
                    + "'. There are: "
                    + all().map(Relation::name).collect(Collectors.joining(", "))));
  }

  private static Stream<Relation> all() {
    return Stream.concat(
        MADE_OF_FACTS.stream(),
        Arrays.stream(FactType.values())
            .filter(type -> !PRIVATE.contains(type))
            .map(FactRelation::new));
  }

  /** The facts of one type, as they are. */
  private record FactRelation(FactType type) implements Relation {

    @Override
    public String name() {
      return type.word();
    }

    @Override
    public List<FactType> facts() {
      return List.of(type);
    }

    @Override
    public List<Field<?>> columns() {
      List<Field<?>> columns = new ArrayList<>(CommonColumns.ALL);
      type.columns().stream().map(FactColumn::field).forEach(columns::add);
      return columns;
    }

    @Override
    public Table<?> rows(Reading reading) {
      return reading.facts().all(type);
    }
  }
}
