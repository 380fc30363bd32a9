package dev.holdfast.reports;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the portfolio is asked for, as it stands in the page's address.
 *
 * @param text part of a name or id; empty for all
 * @param everyStage whether accounts that are no customers (lost, prospects) are listed too
 * @param filters properties that must have a value
 * @param renewalDays the term must end within so many days; null for any
 * @param sort the column it is sorted by
 * @param descending whether from the top
 * @param group what it is grouped by; null for one list
 * @param columns what is shown, in order
 * @param page counts from 1
 */
public record PortfolioQuery(
    String text,
    boolean everyStage,
    Map<PortfolioFilter, String> filters,
    @Nullable Integer renewalDays,
    PortfolioColumn sort,
    boolean descending,
    @Nullable PortfolioFilter group,
    List<PortfolioColumn> columns,
    int page) {

  /** The columns shown unless somebody asks for others. */
  public static final List<PortfolioColumn> USUAL_COLUMNS =
      List.of(
          PortfolioColumn.ACCOUNT,
          PortfolioColumn.HEALTH,
          PortfolioColumn.CHANGE,
          PortfolioColumn.ARR,
          PortfolioColumn.RENEWAL,
          PortfolioColumn.PEOPLE,
          PortfolioColumn.TICKETS,
          PortfolioColumn.ANSWER,
          PortfolioColumn.CSM);

  public PortfolioQuery {
    Map<PortfolioFilter, String> ordered = new EnumMap<>(PortfolioFilter.class);
    ordered.putAll(filters);
    filters = Collections.unmodifiableMap(ordered);
    columns = List.copyOf(columns);
    if (page < 1 || columns.isEmpty() || (renewalDays != null && renewalDays < 0)) {
      throw new HoldfastException(ErrorCode.BAD_REQUEST, "This list cannot be shown.");
    }
  }

  /** All customers by revenue. */
  public static PortfolioQuery usual() {
    return of(Map.of());
  }

  /** What an address asks for; parameters that the portfolio does not know are left alone. */
  public static PortfolioQuery of(Map<String, String> parameters) {
    Map<PortfolioFilter, String> filters = new EnumMap<>(PortfolioFilter.class);
    parameters.forEach((name, value) ->
        PortfolioFilter.named(name)
            .filter(filter -> !value.isBlank())
            .ifPresent(filter -> filters.put(filter, value)));
    String sort = parameters.getOrDefault("sort", "");
    boolean up = sort.startsWith("+") || sort.startsWith(" ");
    boolean down = sort.startsWith("-");
    PortfolioColumn column =
        sort.isBlank()
            ? PortfolioColumn.ARR
            : PortfolioColumn.named(up || down ? sort.substring(1) : sort);
    String columns = parameters.getOrDefault("columns", "");
    return new PortfolioQuery(
        parameters.getOrDefault("q", "").strip(),
        "all".equals(parameters.get("stage")),
        filters,
        parameters.getOrDefault("renewal", "").isBlank()
            ? null
            : number(parameters.getOrDefault("renewal", "")),
        column,
        down || (!up && column.numeric()),
        PortfolioFilter.named(parameters.getOrDefault("group", "")).orElse(null),
        columns.isBlank()
            ? USUAL_COLUMNS
            : Arrays.stream(columns.split(",")).map(PortfolioColumn::named).distinct().toList(),
        Math.max(1, number(parameters.getOrDefault("page", "1"))));
  }

  /** The same as it stands in an address; what is usual is left out. */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "q", text);
    put(parameters, "stage", everyStage ? "all" : "");
    filters.forEach((filter, value) -> put(parameters, filter.word(), value));
    put(parameters, "renewal", renewalDays == null ? "" : renewalDays.toString());
    boolean usualSort = sort == PortfolioColumn.ARR && descending;
    put(
        parameters,
        "sort",
        usualSort
            ? ""
            : (descending == sort.numeric() ? "" : descending ? "-" : "+") + sort.word());
    put(parameters, "group", group == null ? "" : group.word());
    put(
        parameters,
        "columns",
        columns.equals(USUAL_COLUMNS)
            ? ""
            : columns.stream().map(PortfolioColumn::word).collect(Collectors.joining(",")));
    put(parameters, "page", page == 1 ? "" : Integer.toString(page));
    return parameters;
  }

  /** The same list sorted by a column; by the column it is sorted by, the other way round. */
  public PortfolioQuery sortedBy(PortfolioColumn column) {
    return new PortfolioQuery(
        text,
        everyStage,
        filters,
        renewalDays,
        column,
        column == sort ? !descending : column.numeric(),
        group,
        columns,
        1);
  }

  /** Another page of the same list. */
  public PortfolioQuery onPage(int number) {
    return new PortfolioQuery(
        text, everyStage, filters, renewalDays, sort, descending, group, columns, number);
  }

  /** The same list narrowed to a value, or with null no longer narrowed. */
  public PortfolioQuery with(PortfolioFilter filter, @Nullable String value) {
    Map<PortfolioFilter, String> narrowed = new EnumMap<>(PortfolioFilter.class);
    narrowed.putAll(filters);
    if (value == null) {
      narrowed.remove(filter);
    } else {
      narrowed.put(filter, value);
    }
    return new PortfolioQuery(
        text, everyStage, narrowed, renewalDays, sort, descending, group, columns, 1);
  }

  /** Whether a line belongs to the list. */
  boolean takes(AccountLine line) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return (everyStage
            || filters.containsKey(PortfolioFilter.LIFECYCLE)
            || line.account().customer())
        && (wanted.isEmpty()
            || line.account().name().toLowerCase(Locale.ROOT).contains(wanted)
            || line.accountId().toLowerCase(Locale.ROOT).contains(wanted))
        && filters.entrySet().stream()
            .allMatch(filter -> filter.getKey().of(line).equals(filter.getValue()))
        && (renewalDays == null
            || (line.renewal() != null && line.renewal().inDays() <= renewalDays));
  }

  private static void put(Map<String, String> parameters, String name, String value) {
    if (!value.isEmpty()) {
      parameters.put(name, value);
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "'" + text + "' is not a whole number.", e);
    }
  }
}
