package dev.holdfast.reports;

import dev.holdfast.base.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what lists show about accounts: a few queries over all of them, then one pass. */
final class LineReader {

  /** Answers older than this are no longer an account's last word. */
  private static final int ANSWER_DAYS = 365;

  private LineReader() {}

  /**
   * Every account in sight, by name.
   *
   * @param openTickets unfinished tickets by account, the longest waiting first
   */
  record Lines(List<AccountLine> all, Map<String, List<TicketLine>> openTickets) {}

  static Lines read(Look look) {
    Map<String, List<TicketLine>> tickets = openTickets(look);
    return new Lines(all(look, tickets), tickets);
  }

  private static List<AccountLine> all(Look look, Map<String, List<TicketLine>> openTickets) {
    Map<String, HealthMark> health = HealthQueries.marks(look);
    Map<String, Money> arr = RevenueQueries.arr(look);
    Map<String, Renewal> renewals = SubscriptionQueries.renewals(look);
    Map<String, UsageMark> usage = UsageQueries.marks(look);
    Map<String, Answer> answers = VoiceQueries.lastSince(look, look.view().daysAgo(ANSWER_DAYS));
    Map<String, Instant> touches = TouchQueries.last(look);
    List<AccountLine> lines = new ArrayList<>();
    for (AccountName account : AccountQueries.all(look)) {
      String id = account.accountId();
      lines.add(
          new AccountLine(
              account,
              health.get(id),
              positive(arr.get(id)),
              renewals.get(id),
              usage.getOrDefault(id, UsageMark.NONE),
              mark(openTickets.getOrDefault(id, List.of())),
              answers.get(id),
              touches.get(id)));
    }
    return List.copyOf(lines);
  }

  private static Map<String, List<TicketLine>> openTickets(Look look) {
    Map<String, List<TicketLine>> open = new HashMap<>();
    open.putAll(
        TicketQueries.open(look).stream()
            .sorted(Comparator.comparing(TicketLine::since).thenComparing(TicketLine::ticketId))
            .collect(Collectors.groupingBy(TicketLine::accountId)));
    return open;
  }

  private static TicketMark mark(List<TicketLine> open) {
    List<TicketLine> ours = open.stream().filter(TicketLine::waitsOnUs).toList();
    return new TicketMark(
        open.size(), ours.size(), ours.isEmpty() ? null : ours.getFirst().since());
  }

  private static @Nullable Money positive(@Nullable Money arr) {
    return arr == null || arr.minor() == 0 ? null : arr;
  }
}
