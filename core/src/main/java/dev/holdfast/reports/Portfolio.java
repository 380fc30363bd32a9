package dev.holdfast.reports;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.holdfast.base.Money;
import dev.holdfast.health.Band;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accounts somebody asked for, in order, with what they add up to.
 *
 * @param query what was asked for
 * @param lines those of the page asked for
 * @param groups the whole list by group, in the order of the groups; empty when it is not grouped
 * @param total all of the list
 * @param inSight how many accounts the person may see at all
 * @param pages how many pages there are
 * @param choices the values that each filter could have, with how many accounts have them
 */
public record Portfolio(
    PortfolioQuery query,
    List<AccountLine> lines,
    List<Group> groups,
    Sums total,
    int inSight,
    int pages,
    Map<PortfolioFilter, SortedMap<String, Integer>> choices) {

  /** Lines on a page. */
  public static final int PAGE_SIZE = 50;

  /** Lines that share a value, with what they add up to. */
  public record Group(String value, Sums sums) {}

  /**
   * What lines add up to.
   *
   * @param arr revenue of those that have some; null when none has
   * @param bands accounts by band; those without a computed health count as unknown
   * @param weighed how many have a score and revenue
   * @param weightedHealth mean score weighted by revenue over those; null when there are none
   */
  public record Sums(
      int accounts,
      @Nullable Money arr,
      long people,
      int openTickets,
      Map<Band, Integer> bands,
      int weighed,
      @Nullable Double weightedHealth) {}

  /** The list, cut to the page asked for. */
  static Portfolio of(List<AccountLine> all, PortfolioQuery query) {
    List<AccountLine> chosen = ordered(all, query);
    int pages = Math.max(1, (chosen.size() + PAGE_SIZE - 1) / PAGE_SIZE);
    int page = Math.min(query.page(), pages);
    List<AccountLine> lines =
        chosen.subList((page - 1) * PAGE_SIZE, Math.min(chosen.size(), page * PAGE_SIZE));
    return new Portfolio(
        query.onPage(page),
        List.copyOf(lines),
        groups(chosen, query),
        sums(chosen),
        all.size(),
        pages,
        choices(all, query));
  }

  private static List<AccountLine> ordered(List<AccountLine> all, PortfolioQuery query) {
    return all.stream().filter(query::takes).sorted(order(query)).toList();
  }

  private static java.util.Comparator<AccountLine> order(PortfolioQuery query) {
    java.util.Comparator<AccountLine> within = query.sort().order(query.descending());
    PortfolioFilter group = query.group();
    return group == null
        ? within
        : java.util.Comparator.<AccountLine, String>comparing(group::of).thenComparing(within);
  }

  private static List<Group> groups(List<AccountLine> chosen, PortfolioQuery query) {
    PortfolioFilter by = query.group();
    if (by == null) {
      return List.of();
    }
    Map<String, List<AccountLine>> grouped =
        chosen.stream().collect(Collectors.groupingBy(by::of, TreeMap::new, Collectors.toList()));
    List<Group> groups = new ArrayList<>();
    grouped.forEach((value, lines) -> groups.add(new Group(value, sums(lines))));
    return List.copyOf(groups);
  }

  /** What each filter could be set to while the others stay. */
  private static Map<PortfolioFilter, SortedMap<String, Integer>> choices(
      List<AccountLine> all, PortfolioQuery query) {
    Map<PortfolioFilter, SortedMap<String, Integer>> choices = new EnumMap<>(PortfolioFilter.class);
    for (PortfolioFilter filter : PortfolioFilter.values()) {
      PortfolioQuery others = query.with(filter, null);
      SortedMap<String, Integer> counts =
          all.stream()
              .filter(others::takes)
              .collect(Collectors.toMap(filter::of, line -> 1, Integer::sum, TreeMap::new));
      choices.put(filter, counts);
    }
    return choices;
  }

  static Sums sums(Collection<AccountLine> lines) {
    Map<Band, Integer> bands = new EnumMap<>(Band.class);
    long arrMinor = 0;
    @Nullable Currency currency = null;
    long people = 0;
    int tickets = 0;
    double weighted = 0;
    double weights = 0;
    int weighed = 0;
    for (AccountLine line : lines) {
      HealthMark health = line.health();
      bands.merge(health == null ? Band.UNKNOWN : health.band(), 1, Integer::sum);
      people += line.usage().people();
      tickets += line.tickets().open();
      if (line.arr() != null) {
        currency = line.arr().currency();
        arrMinor = Math.addExact(arrMinor, line.arr().minor());
        if (health != null && health.score() != null) {
          weighted += health.score() * line.arr().minor();
          weights += line.arr().minor();
          weighed++;
        }
      }
    }
    return new Sums(
        lines.size(),
        currency == null ? null : new Money(arrMinor, currency),
        people,
        tickets,
        bands,
        weighed,
        weights > 0 ? weighted / weights : null);
  }

  /** The whole list as a file: the columns and order that are seen, every page of it. */
  static String csv(List<AccountLine> all, PortfolioQuery query) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      List<String> header = new ArrayList<>(List.of("account_id"));
      query.columns().forEach(column -> header.add(column.word()));
      csv.writeRecord(header);
      for (AccountLine line : ordered(all, query)) {
        List<String> cells = new ArrayList<>(List.of(harmless(line.accountId())));
        query.columns().forEach(column -> cells.add(harmless(column.exact(line))));
        csv.writeRecord(cells);
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Text that a spreadsheet would take for a formula gets an apostrophe in front. */
  private static String harmless(String cell) {
    boolean formula = !cell.isEmpty() && "=+@\t\r".indexOf(cell.charAt(0)) >= 0;
    boolean negativeText = cell.startsWith("-") && !cell.matches("-[0-9]+(\\.[0-9]+)?");
    return formula || negativeText ? "'" + cell : cell;
  }

  /** Lines by account. */
  static Map<String, AccountLine> byAccount(List<AccountLine> lines) {
    return lines.stream().collect(Collectors.toMap(AccountLine::accountId, Function.identity()));
  }
}
