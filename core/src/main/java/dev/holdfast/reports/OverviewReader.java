package dev.holdfast.reports;

import dev.holdfast.health.AccountRange;
import dev.holdfast.health.Band;
import dev.holdfast.health.BusinessIndex;
import dev.holdfast.health.Health;
import dev.holdfast.workspace.RecordScope;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the health of customers in sight together.
 *
 * @param lines every account in sight
 * @param day the last recorded day
 */
record OverviewReader(Health health, List<AccountLine> lines, LocalDate day) {

  /** Those of the accounts that are customers. */
  static List<AccountLine> customers(List<AccountLine> lines) {
    return lines.stream().filter(line -> line.account().customer()).toList();
  }

  HealthOverview overview(Optional<BusinessIndex> index) {
    List<AccountLine> customers = customers(lines);
    List<String> unknown =
        customers.stream()
            .filter(line -> HealthOverview.band(line) == Band.UNKNOWN)
            .map(AccountLine::accountId)
            .toList();
    Map<String, String> why = new HashMap<>();
    if (!unknown.isEmpty()) {
      health
          .recorded(unknown, day, Optional.empty())
          .forEach((account, explanation) -> {
            if (explanation.whyUnknown() != null) {
              why.put(account, explanation.whyUnknown());
            }
          });
    }
    return HealthOverview.of(day, customers, why, moves(index));
  }

  /** What accounts moved the index by, unless it tells of another day than the scores do. */
  private Map<String, Double> moves(Optional<BusinessIndex> index) {
    Map<String, Double> moves = new HashMap<>();
    index
        .filter(found -> found.last().day().equals(day))
        .ifPresent(found -> found.moves().forEach(move -> moves.put(move.accountId(), move.by())));
    return moves;
  }

  /** The index of the accounts in sight, those included that were lost since. */
  Optional<BusinessIndex> index(RecordScope scope) {
    AccountRange accounts =
        switch (scope) {
          case RecordScope.Everything everything -> AccountRange.all();
          case RecordScope.OnlyOf only ->
              AccountRange.of(lines.stream().map(AccountLine::accountId).toList());
        };
    return health.index(accounts, day);
  }
}
