package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.OwnFiles;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.BacktestRecords;
import dev.holdfast.workspace.BacktestRecords.Kept;
import dev.holdfast.workspace.Definitions;
import dev.holdfast.workspace.Definitions.Kind;
import dev.holdfast.workspace.Definitions.Next;
import dev.holdfast.workspace.Definitions.Version;
import dev.holdfast.workspace.Drafts;
import dev.holdfast.workspace.Drafts.Draft;
import dev.holdfast.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The health profiles that a company writes itself: a file for each that is in force, in the data
 * folder; every version that ever was, and the draft of the next one, in the workspace.
 */
public final class OwnProfiles {

  /** How a draft's text is called in messages. */
  public static final String DRAFT_FILE = "profile.yaml";

  /** The end of time, for what has no end. */
  private static final Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");

  private static final Pattern VERSION_LINE = Pattern.compile("(?m)^version:.*$");

  private final Path folder;
  private final Definitions definitions;
  private final Drafts drafts;
  private final BacktestRecords backtests;
  private final Health health;

  /**
   * A version of a profile.
   *
   * @param version the profile's own
   * @param note what its author said; may be empty
   * @param basis what it rests on: a backtest, or why none was asked for; empty when nobody said
   * @param at when it was published; null for one that ships
   * @param changes since the version before, in sentences
   */
  public record Published(
      int version,
      String author,
      String note,
      String basis,
      @Nullable Instant at,
      List<String> changes) {
    public Published {
      changes = List.copyOf(changes);
    }
  }

  /**
   * @param folder where the files are; made with the first one
   * @param workspace keeps versions, drafts and what backtests found
   * @param health learns of what is published
   */
  public OwnProfiles(Path folder, Workspace workspace, Health health) {
    this.folder = folder;
    this.definitions = workspace.definitions();
    this.drafts = workspace.drafts();
    this.backtests = workspace.backtests();
    this.health = health;
  }

  /**
   * The profiles that ship and those of a company's folder, with all their versions. A file that
   * somebody changed by hand is kept as a version too.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} with file, line and mistake; also for a file
   *     that is not what its version was, since days were computed with that
   */
  public static HealthProfiles load(Path folder, Definitions definitions) {
    HealthProfiles shipped = HealthProfiles.shipped();
    HealthProfiles current = HealthProfiles.load(folder);
    List<HealthProfile> versions = new ArrayList<>();
    for (Version latest : definitions.asOf(Kind.HEALTH_PROFILE, ALWAYS)) {
      versions.addAll(versions(definitions, latest.name()));
    }
    HealthProfiles known = shipped.remembering(versions);
    for (Path file : HealthProfiles.files(folder)) {
      String text = HealthProfiles.content(file);
      HealthProfile own = HealthProfiles.read(file.toString(), text);
      Optional<HealthProfile> same = known.find(own.name(), own.version());
      if (same.isEmpty()) {
        definitions.save(Kind.HEALTH_PROFILE, own.name(), text, Actor.holdfast("health folder"));
      } else if (!same.get().equals(own)) {
        throw new HoldfastException(
            ErrorCode.BAD_DEFINITION,
            file
                + " is another profile than "
                + own.label()
                + " was, and days may have been computed with that: set version: "
                + (known.latestVersion(own.name()) + 1));
      }
    }
    return current.remembering(versions);
  }

  private static List<HealthProfile> versions(Definitions definitions, String name) {
    return definitions.history(Kind.HEALTH_PROFILE, name).reversed().stream()
        .map(version -> HealthProfiles.read(name + ".yaml (kept version)", version.text()))
        .toList();
  }

  /** The profiles in force, in the order in which they are tried. */
  public List<HealthProfile> inForce() {
    return health.profiles().inForce();
  }

  /** The profile of a name that is in force. */
  public Optional<HealthProfile> inForce(String name) {
    return health.profiles().inForce(name);
  }

  /** All drafts, by name. */
  public List<Draft> drafts() {
    return drafts.all(Kind.HEALTH_PROFILE);
  }

  /** The draft of a profile. */
  public Optional<Draft> draft(String name) {
    return drafts.find(Kind.HEALTH_PROFILE, name);
  }

  /** How many accounts each profile has on the last scored day, by the profile's name. */
  public Map<String, Long> accounts() {
    return health.lastDay().map(health::accountsByProfile).orElse(Map.of());
  }

  /** A profile in YAML, as it is in force or as its author wrote it. */
  public String text(HealthProfile profile) {
    return definitions.history(Kind.HEALTH_PROFILE, profile.name()).stream()
        .map(Version::text)
        .filter(text -> HealthProfiles.read(DRAFT_FILE, text).equals(profile))
        .findFirst()
        .orElseGet(() -> ProfileText.of(profile));
  }

  /**
   * Reads a draft as publishing it would, with the version that it would get.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} with line and reason
   */
  public HealthProfile check(String yaml) {
    HealthProfile draft = HealthProfiles.read(DRAFT_FILE, numbered(yaml));
    health.profiles().with(List.of(draft)); // its order and its rule fit those of the others
    return draft;
  }

  /** The text with the version that it would get; a text without one is left as it is. */
  private String numbered(String yaml) {
    String name = nameIn(yaml);
    return VERSION_LINE
        .matcher(yaml)
        .replaceFirst("version: " + (health.profiles().latestVersion(name) + 1));
  }

  /** The name that a text gives its profile; empty when it cannot be read. */
  private static String nameIn(String yaml) {
    YamlNode node = YamlNode.parse(DRAFT_FILE, yaml);
    return node instanceof YamlNode.Mapping mapping
            && mapping.entries().get("name") instanceof YamlNode.Scalar name
        ? name.text().strip()
        : "";
  }

  /** What changed from the profile in force to a draft, in sentences. */
  public List<String> changes(HealthProfile draft) {
    return inForce(draft.name())
        .map(now -> ProfileDiff.between(now, draft))
        .orElseGet(() -> ProfileDiff.first(draft));
  }

  /**
   * What a draft would do to the accounts of the last scored day.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} with line and reason; {@code NOT_FOUND} when
   *     no day is scored yet
   */
  public ProfilePreview preview(String yaml) {
    return health.preview(check(yaml));
  }

  /**
   * What a draft would say of one account on the last scored day.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} with line and reason; {@code NOT_FOUND} when
   *     that day holds no health of it
   */
  public ProfileTrial trial(String yaml, String accountId) {
    return health.trial(check(yaml), accountId);
  }

  /**
   * Saves a draft of the profile that the text names.
   *
   * @param from the revision it was made from; 0 when there was no draft
   * @throws HoldfastException {@code BAD_DEFINITION} with line and reason; {@code BAD_REQUEST} when
   *     somebody else saved one meanwhile
   */
  public Draft save(String yaml, String note, int from, Actor by) {
    HealthProfile draft = check(yaml);
    return drafts.save(Kind.HEALTH_PROFILE, draft.name(), numbered(yaml), note, from, by);
  }

  /**
   * Saves a draft that begins as a copy of a profile in force, tried just before it.
   *
   * @throws HoldfastException {@code BAD_REQUEST} when there is a profile or a draft of that name
   */
  public Draft copy(String from, String name, Actor by) {
    HealthProfile source =
        inForce(from)
            .orElseThrow(() ->
                new HoldfastException(
                    ErrorCode.NOT_FOUND, "There is no health profile '" + from + "'."));
    if (inForce(name).isPresent() || draft(name).isPresent()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "There is a health profile '" + name + "'; choose another name.");
    }
    HealthProfile copy =
        new HealthProfile(
            name,
            source.title() + ", copy",
            1,
            freeOrderBefore(source),
            source.appliesTo(),
            source.why(),
            source.bands(),
            source.rollUp(),
            source.groups());
    return save(ProfileText.of(copy), "", 0, by);
  }

  private int freeOrderBefore(HealthProfile profile) {
    int order = profile.order() - 1;
    while (isTaken(order)) {
      order--;
    }
    return order;
  }

  private boolean isTaken(int order) {
    return inForce().stream().anyMatch(other -> other.order() == order);
  }

  /** Removes a draft; says whether there was one. */
  public boolean discard(String name, Actor by) {
    return drafts.discard(Kind.HEALTH_PROFILE, name, by);
  }

  /**
   * Publishes the draft of a name: it is kept as the next version, the file is replaced at once or
   * not at all, and health uses it from the next refresh on.
   *
   * @param from the revision that whoever publishes has seen
   * @param waiver why it goes in force without a backtest; may be empty when there is one
   * @throws HoldfastException {@code BAD_DEFINITION} when it does not fit the others any more,
   *     {@code BAD_REQUEST} when it changed meanwhile, changes nothing or rests on nothing; then
   *     nothing was changed
   */
  public synchronized HealthProfile publish(String name, int from, String waiver, Actor by) {
    Draft draft =
        draft(name)
            .filter(found -> found.revision() == from)
            .orElseThrow(() ->
                new HoldfastException(
                    ErrorCode.BAD_REQUEST,
                    "The draft of '"
                        + name
                        + "' was changed, published or discarded meanwhile. Nothing was"
                        + " published; look at it again."));
    return publish(draft.text(), draft.note(), waiver, by);
  }

  private HealthProfile publish(String yaml, String note, String waiver, Actor by) {
    HealthProfile profile = check(yaml);
    if (inForce(profile.name()).isPresent() && changes(profile).isEmpty()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "The draft of '"
              + profile.name()
              + "' is what is in force; there is nothing to publish.");
    }
    publishAll(List.of(yaml), note, waiver, by);
    return profile;
  }

  /**
   * Publishes profiles that belong together, without drafts, as when they come from files: all or,
   * when one of them cannot be published, none.
   *
   * @param note what is said about each of them
   * @throws HoldfastException as {@link #publish} does
   */
  public synchronized void publishAll(List<String> yamls, String note, String waiver, Actor by) {
    Prepared prepared = prepare(yamls, waiver);
    published(prepared, definitions.saveAll(prepared.texts(), by), note, by);
  }

  /**
   * Profiles that can be published.
   *
   * @param texts what is to be kept
   * @param bases what each of them rests on
   */
  public record Prepared(List<Next> texts, List<String> bases) {
    public Prepared {
      texts = List.copyOf(texts);
      bases = List.copyOf(bases);
    }
  }

  /**
   * What publishing profiles would keep; changes nothing.
   *
   * @throws HoldfastException as {@link #publish} does
   */
  public Prepared prepare(List<String> yamls, String waiver) {
    List<HealthProfile> profiles = checkAll(yamls);
    List<Next> texts = new ArrayList<>();
    for (int i = 0; i < profiles.size(); i++) {
      String name = profiles.get(i).name();
      texts.add(new Next(Kind.HEALTH_PROFILE, name, numbered(yamls.get(i)), file(name)));
    }
    return new Prepared(texts, profiles.stream().map(profile -> basis(profile, waiver)).toList());
  }

  /** Has health use profiles whose versions were kept, and notes what they rest on. */
  public synchronized void published(
      Prepared prepared, List<Version> versions, String note, Actor by) {
    for (int i = 0; i < versions.size(); i++) {
      Version version = versions.get(i);
      drafts.release(
          version.kind(), version.name(), version.version(), note, prepared.bases().get(i), by);
    }
    health.use(load(folder, definitions));
  }

  /** Whether a profile in force is the company's own, so that it can be retired. */
  public boolean isOwn(String name) {
    return Files.exists(file(name));
  }

  private Path file(String name) {
    return folder.resolve(name + ".yaml");
  }

  /**
   * Takes a profile of the company's own out of force: the ones after it take its accounts from the
   * next refresh on, and where it took the place of one that ships, that one is in force again. Its
   * versions are kept, since days were computed with them.
   *
   * @param reason why, for those who come later
   * @throws HoldfastException {@code BAD_REQUEST} without a reason, or when it is not the company's
   *     own; then nothing was changed
   */
  public synchronized void retire(String name, String reason, Actor by) {
    if (!isOwn(name)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "'"
              + name
              + "' is no profile of your own, so it cannot be retired. A profile that is tried"
              + " before it can take its accounts.");
    }
    drafts.retire(Kind.HEALTH_PROFILE, name, reason, by, () -> OwnFiles.remove(file(name)));
    health.use(load(folder, definitions));
  }

  /**
   * Reads profiles that are to be published together.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} when one is wrong or they do not fit each
   *     other
   */
  public List<HealthProfile> checkAll(List<String> yamls) {
    List<HealthProfile> profiles =
        yamls.stream().map(yaml -> HealthProfiles.read(DRAFT_FILE, numbered(yaml))).toList();
    health.profiles().with(profiles);
    return profiles;
  }

  /** The version that the next profile of a name gets. */
  public int nextVersion(String name) {
    return health.profiles().latestVersion(name) + 1;
  }

  /** The latest backtest of exactly this profile; absent when it was never tested as it is. */
  public Optional<Kept> tested(HealthProfile profile) {
    return backtests
        .latest(profile.name(), profile.version())
        .filter(kept -> kept.definition().equals(Backtests.definition(profile)));
  }

  /** Which of some profiles that are to be published were not tested, in sentences. */
  public List<String> untested(List<String> yamls) {
    return checkAll(yamls).stream()
        .filter(profile -> tested(profile).isEmpty())
        .map(profile ->
            profile.label()
                + " was not tested against who left; run './holdfast backtest --file FILE', or say"
                + " why with --waiver")
        .toList();
  }

  /**
   * What a publication rests on: the backtest of exactly this profile, or the reason why it goes in
   * force untested.
   *
   * @throws HoldfastException {@code BAD_REQUEST} when it rests on nothing
   */
  private String basis(HealthProfile draft, String waiver) {
    Optional<Kept> tested = tested(draft);
    if (tested.isPresent()) {
      String found =
          "Backtest of "
              + tested.get().madeAt().atZone(health.source().zone()).toLocalDate()
              + ": "
              + tested.get().verdict()
              + ".";
      return waiver.isBlank() ? found : found + " " + waiver.strip();
    }
    if (waiver.isBlank()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          draft.label()
              + " was not tested against who left. Run a backtest of it, or say why it should be"
              + " published without that test.");
    }
    return "Published without a backtest: " + waiver.strip();
  }

  /** The versions of a profile, newest first. */
  public List<Published> history(String name) {
    List<Version> versions = definitions.history(Kind.HEALTH_PROFILE, name).reversed();
    Map<Integer, Drafts.Release> said = new HashMap<>();
    drafts
        .releases(Kind.HEALTH_PROFILE, name)
        .forEach(release -> said.put(release.version(), release));
    List<Published> history = new ArrayList<>();
    HealthProfile before = HealthProfiles.shipped().inForce(name).orElse(null);
    if (before != null) {
      history.add(
          new Published(before.version(), "Holdfast", "Ships with Holdfast.", "", null, List.of()));
    }
    for (Version version : versions) {
      HealthProfile profile = HealthProfiles.read(DRAFT_FILE, version.text());
      Drafts.Release release = said.get(version.version());
      history.add(
          new Published(
              profile.version(),
              version.author(),
              release == null ? "" : release.note(),
              release == null ? "" : release.basis(),
              version.createdAt(),
              before == null ? ProfileDiff.first(profile) : ProfileDiff.between(before, profile)));
      before = profile;
    }
    return List.copyOf(history.reversed());
  }
}
