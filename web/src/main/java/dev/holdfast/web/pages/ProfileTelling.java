package dev.holdfast.web.pages;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Money;
import dev.holdfast.health.HealthExplanation;
import dev.holdfast.health.OwnProfiles;
import dev.holdfast.health.ProfilePreview;
import dev.holdfast.health.ProfileTrial;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Band;
import dev.holdfast.web.parts.Words;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Words for what a draft of a profile would do. */
public final class ProfileTelling {

  /** Height of the drawn distributions. */
  static final int HEIGHT = 100;

  private ProfileTelling() {}

  /** What a draft would do to everybody. */
  public record Preview(
      String sentence,
      List<Counts> bands,
      List<Bar> bars,
      String drawing,
      String moversTitle,
      List<Mover> movers,
      List<Spread> measures) {}

  /** The accounts of a band. */
  public record Counts(Band band, String before, String after, String by) {}

  /** One bin of the distribution, drawn from the bottom of 400 x 100. */
  public record Bar(int x, int before, int after) {}

  /** An account that would be in another band. */
  public record Mover(
      String name,
      String link,
      Band before,
      String scoreBefore,
      Band after,
      String scoreAfter,
      String arr,
      String why) {}

  /** The points of a measure. */
  public record Spread(
      String title,
      String coverage,
      String points,
      String atZero,
      String atMost,
      List<Bar> bars,
      String drawing) {}

  /** What a draft would say of one account. */
  public record Trial(String name, String sentence, List<String> tried, List<Line> lines) {}

  /** A measure of it. */
  public record Line(
      String title, String words, String curve, String points, String adds, String published) {}

  /** A mistake without the name of a file that nobody sees. */
  static String plain(HoldfastException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(OwnProfiles.DRAFT_FILE + ":")
        ? "Line " + message.substring(OwnProfiles.DRAFT_FILE.length() + 1).strip()
        : message;
  }

  static Preview preview(Visit visit, ProfilePreview preview, Map<String, String> names) {
    return new Preview(
        sentence(visit, preview),
        preview.bands().stream()
            .map(counts -> {
              long by = counts.after() - counts.before();
              return new Counts(
                  Sights.band(counts.band()),
                  Words.number(counts.before()),
                  Words.number(counts.after()),
                  by == 0 ? "" : Words.signed((double) by, 0));
            })
            .toList(),
        bars(preview),
        drawing(preview),
        preview.changing() > preview.movers().size()
            ? "The "
                + preview.movers().size()
                + " with most revenue of "
                + Words.number(preview.changing())
                + " that would change band"
            : "Accounts that would change band",
        preview.movers().stream().map(mover -> mover(visit, mover, names)).toList(),
        preview.measures().stream().map(ProfileTelling::spread).toList());
  }

  private static String sentence(Visit visit, ProfilePreview preview) {
    StringBuilder text = new StringBuilder();
    text.append(Words.count(preview.accounts(), "account", "accounts"))
        .append(" would take it, by what was known on ")
        .append(Words.date(preview.day(), visit.asOf().day()))
        .append("; ")
        .append(
            preview.changing() == 0
                ? "none would change band"
                : Words.number(preview.changing()) + " would change band")
        .append('.');
    if (preview.entering() > 0 || preview.leaving() > 0) {
      text.append(' ')
          .append(Words.number(preview.entering()))
          .append(" would come from other profiles, ")
          .append(Words.number(preview.leaving()))
          .append(" would go to other ones.");
    }
    Double before = preview.meanBefore();
    Double after = preview.meanAfter();
    if (after != null) {
      text.append(" The mean score would be ").append(Words.number(after, 1));
      text.append(before == null ? "." : "; it is " + Words.number(before, 1) + ".");
    }
    return text.toString();
  }

  private static List<Bar> bars(ProfilePreview preview) {
    long most =
        preview.bins().stream().mapToLong(b -> Math.max(b.before(), b.after())).max().orElse(0);
    return preview.bins().stream()
        .map(bin -> new Bar(bin.from() * 4, height(bin.before(), most), height(bin.after(), most)))
        .toList();
  }

  private static int height(long accounts, long most) {
    return most == 0 ? 0 : (int) Math.ceil((double) HEIGHT * accounts / most);
  }

  private static String drawing(ProfilePreview preview) {
    return "Scores in steps of 5. Now: "
        + counts(preview.bins(), ProfilePreview.Bin::before)
        + ". With the draft: "
        + counts(preview.bins(), ProfilePreview.Bin::after)
        + ".";
  }

  private static String counts(
      List<ProfilePreview.Bin> bins, ToLongFunction<ProfilePreview.Bin> of) {
    List<String> texts = new ArrayList<>();
    for (ProfilePreview.Bin bin : bins) {
      long accounts = of.applyAsLong(bin);
      if (accounts > 0) {
        texts.add(accounts + " from " + bin.from());
      }
    }
    return texts.isEmpty() ? "none" : String.join(", ", texts);
  }

  private static Mover mover(Visit visit, ProfilePreview.Mover mover, Map<String, String> names) {
    String currency = mover.currency();
    return new Mover(
        names.getOrDefault(mover.accountId(), mover.accountId()),
        visit.link(AccountPage.path(mover.accountId()) + "/health"),
        Sights.band(mover.bandBefore()),
        score(mover.before()),
        Sights.band(mover.bandAfter()),
        score(mover.after()),
        currency == null
            ? ""
            : Words.money(new Money(mover.arrMinor(), Currency.getInstance(currency))),
        mover.why());
  }

  private static Spread spread(ProfilePreview.Spread spread) {
    long most = spread.bins().stream().mapToLong(n -> n).max().orElse(0);
    List<Bar> bars = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < spread.bins().size(); i++) {
      long accounts = spread.bins().get(i);
      bars.add(new Bar(i * 10, 0, most == 0 ? 0 : (int) Math.ceil(20.0 * accounts / most)));
      if (accounts > 0) {
        texts.add(accounts + " from " + i * 10);
      }
    }
    return new Spread(
        spread.title(),
        Words.percent(spread.coverage(), 0),
        spread.middle() == null
            ? "no data"
            : score(spread.low()) + " · " + score(spread.middle()) + " · " + score(spread.high()),
        Words.percent(spread.atZero(), 0),
        Words.percent(spread.atMost(), 0),
        bars,
        texts.isEmpty() ? "No data" : "Accounts by points: " + String.join(", ", texts));
  }

  static Trial trial(ProfileTrial trial, String name) {
    HealthExplanation draft = trial.draft();
    HealthExplanation published = trial.published();
    Map<String, HealthExplanation.Line> now = new HashMap<>();
    published.groups().forEach(g -> g.measures().forEach(line -> now.put(line.name(), line)));
    List<Line> lines = new ArrayList<>();
    for (HealthExplanation.Group group : draft.groups()) {
      for (HealthExplanation.Line line : group.measures()) {
        HealthExplanation.Line before = now.get(line.name());
        lines.add(
            new Line(
                line.title(),
                line.missing() == null ? line.words() : line.words() + "; " + line.missing(),
                line.curve(),
                exact(line.points()),
                exact(line.contribution()),
                before == null ? "" : exact(before.contribution())));
      }
    }
    lines.add(new Line("Score", "", "", "", exact(draft.score()), exact(published.score())));
    return new Trial(
        name,
        of(draft)
            + " with the draft; "
            + of(published)
            + " as published by "
            + published.profile().title()
            + ", version "
            + published.profile().version()
            + "."
            + (trial.taken() ? "" : " It would not take this profile."),
        draft.profile().tried().stream().map(one -> one.title() + " " + one.reason()).toList(),
        lines);
  }

  private static String of(HealthExplanation health) {
    Double score = health.score();
    return score == null
        ? "Unknown (" + health.whyUnknown() + ")"
        : Words.number(score, 1)
            + ", "
            + Sights.band(health.band()).word().toLowerCase(java.util.Locale.ROOT);
  }

  private static String score(@Nullable Double points) {
    return points == null ? "" : Words.number(points, 0);
  }

  private static String exact(@Nullable Double points) {
    return points == null ? "" : Words.number(points, 1);
  }
}
