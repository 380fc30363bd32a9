package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.health.Direction;
import dev.holdfast.health.HealthInput;
import dev.holdfast.health.HealthProfile;
import dev.holdfast.health.MissingPolicy;
import dev.holdfast.health.OwnProfiles;
import dev.holdfast.health.ProfileForm;
import dev.holdfast.health.RollUp;
import dev.holdfast.health.SignalKind;
import dev.holdfast.reports.Reports;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.Drafts.Draft;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One health profile: its form or its file, what a change would do, its history, publishing. */
@Controller
public final class ProfilePage {

  private static final String ONE = ProfilesPage.ALL + "/{name}";
  private static final int MOST_MEASURES = 50;

  private static final List<Option> INPUTS =
      Arrays.stream(HealthInput.values())
          .map(input -> new Option(input.word(), input.title()))
          .toList();
  private static final List<Option> DIRECTIONS =
      List.of(
          new Option(word(Direction.MORE_IS_BETTER), "More is better"),
          new Option(word(Direction.LESS_IS_BETTER), "Less is better"));
  private static final List<Option> MISSING =
      Arrays.stream(MissingPolicy.values())
          .map(policy -> new Option(word(policy), Sights.title(policy.words())))
          .toList();
  private static final List<Option> ROLL_UPS =
      Arrays.stream(RollUp.values())
          .map(one -> new Option(one.word(), Sights.title(one.words())))
          .toList();
  private static final List<Option> SIGNALS =
      Arrays.stream(SignalKind.values())
          .map(kind -> new Option(word(kind), Sights.title(word(kind))))
          .toList();

  /** One of a list to choose from. */
  public record Option(String word, String title) {}

  /**
   * What the page shows.
   *
   * @param form the fields; null when the file is shown in their place, or to who only reads
   * @param yaml the file
   * @param mistake what is wrong; null when nothing is known to be
   * @param shares effective weights, in percent, by place; empty while something is wrong
   * @param revision of the draft that is shown; 0 when there is none
   * @param changes from the profile in force to the draft
   * @param retirable whether it can be taken out of force
   * @param tested what the backtest of exactly this draft found; empty when there is none
   * @param backtest the page that tests the draft
   */
  public record Model(
      String name,
      String title,
      String sentence,
      boolean edits,
      @Nullable ProfileForm form,
      String yaml,
      ProfileForm.@Nullable Mistake mistake,
      List<String> shares,
      boolean drafted,
      int revision,
      String note,
      List<String> changes,
      List<Version> versions,
      boolean retirable,
      String tested,
      String backtest,
      String waiver,
      String action,
      String other,
      String back) {

    /** Whether the mistake is in a field. */
    public boolean wrong(String field) {
      return mistake != null && mistake.field().equals(field);
    }

    /** Whether the mistake is in one of a measure's fields. */
    public boolean wrongIn(int measure) {
      return mistake != null && mistake.field().startsWith("m" + measure + ".");
    }

    /** The measures, and an empty one to add. */
    public List<ProfileForm.Row> rows() {
      List<ProfileForm.Row> rows = new ArrayList<>(form == null ? List.of() : form.measures());
      rows.add(new ProfileForm.Row("", "", "", "", "", "", "", "", ""));
      return rows;
    }

    public List<Option> inputs() {
      return INPUTS;
    }

    public List<Option> directions() {
      return DIRECTIONS;
    }

    public List<Option> missing() {
      return MISSING;
    }

    public List<Option> rollUps() {
      return ROLL_UPS;
    }

    public List<Option> signals() {
      return SIGNALS;
    }
  }

  /** One version in the history. */
  public record Version(String version, String who, String said, List<String> changes) {}

  /** What the preview shows: what a draft would do, or why it cannot be told. */
  public record Shown(
      String title,
      String problem,
      ProfileTelling.@Nullable Preview preview,
      ProfileTelling.@Nullable Trial trial,
      String back) {}

  private final OwnProfiles own;
  private final Reports reports;
  private final InstantSource clock;

  ProfilePage(OwnProfiles own, Reports reports, InstantSource clock) {
    this.own = own;
    this.reports = reports;
    this.clock = clock;
  }

  @GetMapping(ONE)
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit, @PathVariable String name, @RequestParam(defaultValue = "") String as) {
    Optional<Draft> draft = own.draft(name).filter(any -> ProfilesPage.edits(visit));
    String yaml =
        draft
            .map(Draft::text)
            .or(() -> own.inForce(name).map(own::text))
            .orElseThrow(() -> unknown(name));
    boolean asForm = !as.equals("file") && ProfilesPage.edits(visit);
    return draft
        .map(found -> drafted(visit, found, asForm, "", null))
        .orElseGet(() -> page(visit, name, asForm ? form(yaml) : null, yaml, 0, "", "", null));
  }

  /**
   * The page with a draft that was saved: as a file when it does not fit the other profiles any
   * more.
   */
  private Page drafted(
      Visit visit,
      Draft draft,
      boolean asForm,
      String waiver,
      ProfileForm.@Nullable Mistake mistake) {
    try {
      ProfileForm form = form(draft.text());
      return page(
          visit,
          draft.name(),
          asForm ? form : null,
          draft.text(),
          draft.revision(),
          draft.note(),
          waiver,
          mistake);
    } catch (HoldfastException e) {
      requireTheirs(e);
      return page(
          visit,
          draft.name(),
          null,
          draft.text(),
          draft.revision(),
          draft.note(),
          waiver,
          mistake(null, e));
    }
  }

  private ProfileForm form(String yaml) {
    return ProfileForm.of(own.check(yaml));
  }

  @PostMapping(ONE)
  @OpenTo(Circle.DATA_STEWARDS)
  Object save(Visit visit, @PathVariable String name, @RequestParam Map<String, String> fields) {
    ProfileForm form = form(name, fields);
    String yaml = yaml(form, fields);
    String note = fields.getOrDefault("note", "");
    int revision = number(fields.get("revision"));
    try {
      Draft saved = own.save(yaml, note, revision, visit.person().actor());
      String as = form == null ? "?as=file" : "";
      return new Redirect(visit.link(ProfilesPage.path(saved.name()) + as));
    } catch (HoldfastException e) {
      requireTheirs(e);
      return page(visit, name, form, yaml, revision, note, "", mistake(form, e))
          .with(HttpStatus.BAD_REQUEST);
    }
  }

  @PostMapping(ONE + "/discard")
  @OpenTo(Circle.DATA_STEWARDS)
  Redirect discard(Visit visit, @PathVariable String name) {
    own.discard(name, visit.person().actor());
    return new Redirect(
        visit.link(own.inForce(name).isPresent() ? ProfilesPage.path(name) : ProfilesPage.ALL));
  }

  @PostMapping(ONE + "/retire")
  @OpenTo(Circle.DATA_STEWARDS)
  Object retire(
      Visit visit, @PathVariable String name, @RequestParam(defaultValue = "") String reason) {
    own.retire(name, reason, visit.person().actor());
    return new Redirect(visit.link(ProfilesPage.ALL));
  }

  @PostMapping(ONE + "/publish")
  @OpenTo(Circle.DATA_STEWARDS)
  Object publish(
      Visit visit,
      @PathVariable String name,
      @RequestParam(defaultValue = "") String waiver,
      @RequestParam(defaultValue = "") String revision) {
    try {
      own.publish(name, number(revision), waiver, visit.person().actor());
      return new Redirect(visit.link(ProfilesPage.path(name)));
    } catch (HoldfastException e) {
      requireTheirs(e);
      Draft draft = own.draft(name).orElseThrow(() -> e);
      ProfileForm.Mistake mistake = new ProfileForm.Mistake("waiver", 0, ProfileTelling.plain(e));
      return drafted(visit, draft, true, waiver, mistake).with(HttpStatus.BAD_REQUEST);
    }
  }

  @PostMapping(ONE + "/preview")
  @OpenTo(Circle.DATA_STEWARDS)
  Page preview(Visit visit, @PathVariable String name, @RequestParam Map<String, String> fields) {
    ProfileForm form = form(name, fields);
    Map<String, String> names = reports.names(Sights.viewpoint(visit, clock.instant()));
    String asked = fields.getOrDefault("account", "").strip();
    try {
      String yaml = yaml(form, fields);
      ProfileTelling.Preview preview = ProfileTelling.preview(visit, own.preview(yaml), names);
      String id = account(asked, names);
      ProfileTelling.Trial trial =
          asked.isEmpty() || id.isEmpty()
              ? null
              : ProfileTelling.trial(own.trial(yaml, id), names.getOrDefault(id, id));
      String problem =
          asked.isEmpty() || !id.isEmpty()
              ? ""
              : "There is no account with the name or id “" + asked + "”.";
      return shown(visit, name, problem, preview, trial);
    } catch (HoldfastException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        requireTheirs(e);
      }
      Page page = shown(visit, name, mistake(form, e).words(), null, null);
      // A part of a page is put in its place only when nothing is wrong with the request.
      return visit.part() ? page : page.with(HttpStatus.BAD_REQUEST);
    }
  }

  private static Page shown(
      Visit visit,
      String name,
      String problem,
      ProfileTelling.@Nullable Preview preview,
      ProfileTelling.@Nullable Trial trial) {
    return Page.of(
        "pages/health/preview",
        "Preview of " + name,
        Section.HEALTH,
        new Shown(
            "What the draft would do",
            problem,
            preview,
            trial,
            visit.link(ProfilesPage.path(name))));
  }

  /** The id of an account that was asked for by its id or its name; empty when there is none. */
  private static String account(String asked, Map<String, String> names) {
    if (names.containsKey(asked)) {
      return asked;
    }
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equalsIgnoreCase(asked))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .orElse("");
  }

  private Page page(
      Visit visit,
      String name,
      @Nullable ProfileForm form,
      String yaml,
      int revision,
      String note,
      String waiver,
      ProfileForm.@Nullable Mistake mistake) {
    Optional<HealthProfile> now = own.inForce(name);
    HealthProfile read =
        mistake == null || mistake.field().equals("waiver") ? own.check(yaml) : null;
    boolean drafted = own.draft(name).isPresent() && ProfilesPage.edits(visit);
    String file = ProfilesPage.path(name) + "?as=file";
    return Page.of(
        "pages/health/profile",
        now.map(HealthProfile::title).orElse(name),
        Section.HEALTH,
        new Model(
            name,
            now.map(HealthProfile::title).orElse(name),
            now.map(in ->
                    "Version "
                        + in.version()
                        + " is in force: it applies when "
                        + in.why()
                        + ". It has "
                        + Words.count(own.accounts().getOrDefault(name, 0L), "account", "accounts")
                        + ".")
                    .orElse("Not published yet, so it takes no account.")
                + (drafted ? " What you see is a draft." : ""),
            ProfilesPage.edits(visit),
            form,
            yaml,
            mistake,
            read == null ? List.of() : shares(read),
            drafted,
            revision,
            note,
            drafted && read != null ? own.changes(read) : List.of(),
            own.history(name).stream().map(version -> version(visit, version)).toList(),
            ProfilesPage.edits(visit) && now.isPresent() && own.isOwn(name),
            drafted && read != null
                ? own.tested(read)
                    .map(kept ->
                        "A backtest of this draft was made on "
                            + Words.moment(kept.madeAt(), visit.asOf().zone())
                            + ": "
                            + kept.verdict()
                            + ".")
                    .orElse("")
                : "",
            visit.link(BacktestPage.link(name, true)),
            waiver,
            ProfilesPage.path(name),
            visit.link(form == null ? ProfilesPage.path(name) : file),
            visit.link(ProfilesPage.ALL)));
  }

  private static List<String> shares(HealthProfile profile) {
    double all = profile.measures().stream().mapToDouble(m -> m.weight().doubleValue()).sum();
    return profile.measures().stream()
        .map(measure -> Words.percent(measure.weight().doubleValue() / all, 1))
        .toList();
  }

  private static Version version(Visit visit, OwnProfiles.Published published) {
    return new Version(
        Integer.toString(published.version()),
        published.at() == null
            ? published.author()
            : published.author() + ", " + Words.moment(published.at(), visit.asOf().zone()),
        (published.note() + " " + published.basis()).strip(),
        published.changes());
  }

  /** The fields that were sent; null when the file was. */
  private static @Nullable ProfileForm form(String name, Map<String, String> fields) {
    if (fields.containsKey("yaml")) {
      return null;
    }
    List<ProfileForm.Row> rows = new ArrayList<>();
    for (int i = 0; i <= MOST_MEASURES && fields.containsKey("m" + i + ".title"); i++) {
      String at = "m" + i + ".";
      boolean empty =
          fields.getOrDefault(at + "title", "").isBlank()
              && fields.getOrDefault(at + "name", "").isBlank();
      if (!empty && !fields.containsKey(at + "out")) {
        rows.add(
            new ProfileForm.Row(
                fields.getOrDefault(at + "group", ""),
                fields.getOrDefault(at + "name", ""),
                fields.getOrDefault(at + "title", ""),
                fields.getOrDefault(at + "input", ""),
                fields.getOrDefault(at + "direction", ""),
                fields.getOrDefault(at + "curve", ""),
                fields.getOrDefault(at + "weight", ""),
                fields.getOrDefault(at + "missing", ""),
                fields.getOrDefault(at + "signal", "")));
      }
    }
    return new ProfileForm(
        name,
        fields.getOrDefault("title", ""),
        fields.getOrDefault("order", ""),
        fields.getOrDefault("applies_to", ""),
        fields.getOrDefault("why", ""),
        fields.getOrDefault("at_risk_to", ""),
        fields.getOrDefault("watch_to", ""),
        fields.getOrDefault("roll_up", RollUp.OWN.word()),
        rows);
  }

  private static String yaml(@Nullable ProfileForm form, Map<String, String> fields) {
    if (form != null) {
      return form.yaml();
    }
    String typed = fields.getOrDefault("yaml", "");
    return typed.replace("\r\n", "\n");
  }

  private static ProfileForm.Mistake mistake(@Nullable ProfileForm form, HoldfastException e) {
    return form == null
        ? new ProfileForm.Mistake("yaml", 0, ProfileTelling.plain(e))
        : form.mistake(String.valueOf(e.getMessage()));
  }

  private static void requireTheirs(HoldfastException e) {
    if (e.code() != ErrorCode.BAD_DEFINITION && e.code() != ErrorCode.BAD_REQUEST) {
      throw e;
    }
  }

  private static HoldfastException unknown(String name) {
    return new HoldfastException(
        ErrorCode.NOT_FOUND, "There is no health profile '" + name + "' and no draft of one.");
  }

  private static int number(@Nullable String text) {
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
