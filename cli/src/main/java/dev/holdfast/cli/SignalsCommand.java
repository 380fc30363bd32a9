package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.signals.EvidenceRow;
import dev.holdfast.signals.Signal;
import dev.holdfast.signals.SignalBoard;
import dev.holdfast.signals.SignalDigest;
import dev.holdfast.signals.SignalExplanation;
import dev.holdfast.signals.SignalLine;
import dev.holdfast.signals.SignalRule;
import dev.holdfast.workspace.RecordScope;
import dev.holdfast.workspace.SignalMarks.Delivery;
import dev.holdfast.workspace.User;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast signals}. */
@Command(
    name = "signals",
    description = "Say what deserves attention, and why something does or does not.",
    mixinStandardHelpOptions = true)
final class SignalsCommand implements Runnable {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Option(names = "--account", paramLabel = "ACCOUNT", description = "Of this account only.")
  private @Nullable String account;

  @Option(
      names = "--explain",
      paramLabel = "RULE",
      arity = "0..1",
      fallbackValue = "",
      description = "Why the rule does or does not speak of the account; every rule without one.")
  private @Nullable String explain;

  @Option(
      names = "--as-of",
      paramLabel = "DAY",
      description = "As it was at the end of that day; default today.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--digest",
      paramLabel = "CSM",
      description = "What was raised and what ended on the day before, for this CSM.")
  private @Nullable String digest;

  @Option(names = "--format", description = "table, csv or json; default table.")
  private Format format = Format.TABLE;

  SignalsCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Holdfast holdfast = data.open()) {
      holdfast.pipeline().refresh();
      LocalDate day = Optional.ofNullable(asOf).orElse(holdfast.health().today());
      if (explain != null) {
        explain(holdfast, explain, day);
      } else if (digest != null) {
        digest(holdfast, digest, day);
      } else {
        list(holdfast, day);
      }
    }
  }

  private void explain(Holdfast holdfast, String rule, LocalDate day) {
    String id = account;
    if (id == null) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "--explain needs an account: add --account ACCOUNT.");
    }
    List<String> asked =
        rule.isEmpty()
            ? holdfast.signals().rules().all().stream().map(SignalRule::name).toList()
            : List.of(rule);
    List<SignalExplanation> answers =
        asked.stream().map(one -> holdfast.signals().explain(id, one, day)).toList();
    switch (format) {
      case JSON -> console.json(answers.stream().map(SignalsCommand::json).toList());
      case CSV -> console.csv(EXPLAIN_COLUMNS, rows(answers));
      case TABLE -> {
        for (SignalExplanation answer : answers) {
          console.line(
              answer.accountName()
                  + ", "
                  + answer.title()
                  + " (version "
                  + answer.ruleVersion()
                  + "), "
                  + answer.day()
                  + ": "
                  + answer.state().replace('_', ' '));
          console.line("  " + answer.why());
          Signal signal = answer.signal();
          if (signal != null) {
            signal.evidence().forEach(row -> console.line("  " + line(row)));
          }
        }
      }
    }
  }

  private static final List<String> EXPLAIN_COLUMNS = List.of("account", "rule", "state", "why");

  private static List<List<String>> rows(List<SignalExplanation> answers) {
    return answers.stream()
        .map(answer -> List.of(answer.accountId(), answer.rule(), answer.state(), answer.why()))
        .toList();
  }

  private static String line(EvidenceRow row) {
    return row.day() + "  " + row.what() + ": " + row.amount();
  }

  private void digest(Holdfast holdfast, String csm, LocalDate day) {
    RecordScope scope = new RecordScope.OnlyOf(Set.of(csm), "digest of " + csm);
    SignalDigest digest = holdfast.signals().digest(scope, day);
    switch (format) {
      case JSON -> console.json(json(digest));
      case CSV ->
          console.csv(
              List.of("what", "account", "rule", "severity", "what was seen"),
              Stream.concat(
                      digest.raised().stream().map(line -> row("raised", line)),
                      digest.ended().stream().map(line -> row("ended", line)))
                  .toList());
      case TABLE -> {
        console.line(
            "Digest for "
                + csm
                + ", "
                + digest.day()
                + ": "
                + digest.raised().size()
                + " raised, "
                + digest.ended().size()
                + " ended.");
        for (SignalDigest.Line line : digest.raised()) {
          console.line("");
          console.line(
              line.signal().severity().title()
                  + ": "
                  + line.accountName()
                  + ", "
                  + line.title().toLowerCase(Locale.ROOT)
                  + (line.belowBudget() ? " (below the budget)" : ""));
          console.line("  " + line.signal().sentence() + ".");
          if (!line.nextStep().isEmpty()) {
            console.line("  Next: " + line.nextStep());
          }
        }
        for (SignalDigest.Line line : digest.ended()) {
          console.line("");
          console.line(
              "Ended: " + line.accountName() + ", " + line.title().toLowerCase(Locale.ROOT));
          console.line("  " + line.signal().endReason() + ".");
        }
      }
    }
  }

  private static List<String> row(String what, SignalDigest.Line line) {
    Signal signal = line.signal();
    String reason = signal.endReason();
    return List.of(
        what,
        signal.accountId(),
        signal.rule(),
        signal.severity().word(),
        what.equals("ended") && reason != null ? reason : signal.sentence());
  }

  private static Map<String, @Nullable Object> json(SignalDigest digest) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("day", digest.day().toString());
    json.put("raised", digest.raised().stream().map(line -> json(line.signal())).toList());
    json.put("ended", digest.ended().stream().map(line -> json(line.signal())).toList());
    return json;
  }

  /** When the one who looks after the account hears of it, by their own choice. */
  private static String told(Map<String, Delivery> deliveries, SignalBoard board, SignalLine line) {
    return board.waits(line, deliveries.getOrDefault(String.valueOf(line.csm()), Delivery.INSTANT))
        ? "digest of " + board.day().plusDays(1)
        : "now";
  }

  /** What each CSM chose, by how facts name them. */
  private static Map<String, Delivery> deliveries(Holdfast holdfast) {
    Map<String, Delivery> deliveries = new HashMap<>();
    for (User user : holdfast.workspace().users().all()) {
      String csm = user.csmId();
      if (csm != null) {
        deliveries.put(csm, holdfast.workspace().signalMarks().delivery(user.id()));
      }
    }
    return deliveries;
  }

  private void list(Holdfast holdfast, LocalDate day) {
    SignalBoard board = holdfast.signals().board(new RecordScope.Everything(), day);
    List<SignalLine> lines =
        board.lines().stream()
            .filter(line -> account == null || line.signal().accountId().equals(account))
            .toList();
    Map<String, Delivery> deliveries = deliveries(holdfast);
    if (format == Format.JSON) {
      console.json(lines.stream().map(line -> json(line, told(deliveries, board, line))).toList());
      return;
    }
    List<String> columns =
        List.of("account", "rule", "severity", "raised", "told", "place", "csm", "what was seen");
    List<List<String>> rows =
        lines.stream()
            .map(line ->
                List.of(
                    line.signal().accountId(),
                    line.signal().rule(),
                    line.signal().severity().word(),
                    line.signal().confirmed().toString(),
                    told(deliveries, board, line),
                    line.place().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    line.csm() == null ? "" : line.csm(),
                    line.signal().sentence()))
            .toList();
    if (format == Format.CSV) {
      console.csv(columns, rows);
      return;
    }
    board.held().forEach(why -> console.remark("Held back: " + why + "."));
    if (rows.isEmpty()) {
      console.line(
          "No signal goes on"
              + (account == null ? "" : " for " + account)
              + " on "
              + day
              + ". Say --account ACCOUNT --explain to hear why.");
    } else {
      console.table(columns, rows);
    }
  }

  private static Map<String, @Nullable Object> json(SignalLine line, String told) {
    Map<String, @Nullable Object> json = json(line.signal());
    json.put("told", told);
    json.put("title", line.title());
    json.put("csm", line.csm());
    json.put("place", line.place().name().toLowerCase(Locale.ROOT));
    json.put("rank", line.rank());
    json.put("expected_minor", line.expectedMinor());
    json.put("useful", line.useful());
    return json;
  }

  private static Map<String, @Nullable Object> json(Signal signal) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("account", signal.accountId());
    json.put("rule", signal.rule());
    json.put("rule_version", signal.ruleVersion());
    json.put("severity", signal.severity().word());
    json.put("first_seen", signal.firstSeen().toString());
    json.put("confirmed", signal.confirmed().toString());
    json.put("ended", signal.ended() == null ? null : signal.ended().toString());
    json.put("sentence", signal.sentence());
    json.put(
        "evidence",
        signal.evidence().stream()
            .map(row ->
                Map.of("day", row.day().toString(), "what", row.what(), "amount", row.amount()))
            .toList());
    return json;
  }

  private static Map<String, @Nullable Object> json(SignalExplanation answer) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("account", answer.accountId());
    json.put("day", answer.day().toString());
    json.put("rule", answer.rule());
    json.put("rule_version", answer.ruleVersion());
    json.put("state", answer.state());
    json.put("why", answer.why());
    Signal signal = answer.signal();
    json.put("signal", signal == null ? null : json(signal));
    return json;
  }
}
