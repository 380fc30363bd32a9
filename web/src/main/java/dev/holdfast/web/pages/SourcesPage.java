package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.NewKey;
import dev.holdfast.workspace.Source;
import dev.holdfast.workspace.Sources;
import dev.holdfast.workspace.Workspace;
import dev.holdfast.workspace.WriteKey;
import dev.holdfast.workspace.WriteKeyId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Systems that send messages, and their write keys. A new secret stands in the answer to the form
 * that asked for it and nowhere else.
 */
@Controller
public final class SourcesPage {

  private static final String ALL = "/data/sources";
  private static final String GRACE = Words.count(Sources.GRACE.toDays(), "day", "days");

  /**
   * What the page of a source shows.
   *
   * @param newest the number of the newest key; a form carries it, so that one that is sent twice
   *     makes one key
   * @param fresh the key that was just made; null when none was
   * @param setUp lines to copy, with the new key in them if there is one
   */
  public record Model(
      String name,
      String path,
      String headline,
      String sentence,
      SourceCards.Row row,
      List<KeyTelling.Row> keys,
      long newest,
      @Nullable NewKey fresh,
      String freshSays,
      SetUp setUp,
      String grace,
      String zone,
      String done,
      String back) {}

  /** A source that could not be added: why, and the name as it was typed. */
  public record AddModel(String name, String problem, String back) {}

  private final Workspace workspace;
  private final Sources sources;
  private final SourceCards cards;
  private final InstantSource clock;

  SourcesPage(Workspace workspace, SourceCards cards, InstantSource clock) {
    this.workspace = workspace;
    this.sources = workspace.sources();
    this.cards = cards;
    this.clock = clock;
  }

  /** Where the page of a source is; a name needs no encoding. */
  static String path(String name) {
    return ALL + "/" + name;
  }

  @PostMapping(ALL)
  @OpenTo(Circle.DATA_STEWARDS)
  Object add(Visit visit, @RequestParam(defaultValue = "") String name) {
    try {
      return new Redirect(path(sources.add(name.strip(), visit.person().actor()).name()));
    } catch (HoldfastException e) {
      if (e.code() != ErrorCode.BAD_REQUEST) {
        throw e;
      }
      AddModel model = new AddModel(name, String.valueOf(e.getMessage()), visit.link("/data"));
      return Page.of("pages/data/add", "Add a source", Section.DATA, model)
          .with(HttpStatus.BAD_REQUEST);
    }
  }

  @GetMapping(ALL + "/{name}")
  @OpenTo(Circle.DATA_STEWARDS)
  Page show(
      Visit visit,
      @PathVariable String name,
      @RequestParam(defaultValue = "") String revoked,
      @RequestParam(defaultValue = "") String again,
      HttpServletRequest request) {
    Source source = known(name);
    return page(visit, source, null, false, done(source, revoked, again), request);
  }

  /** Makes a key, in the place of another one if that is named. */
  @PostMapping(ALL + "/{name}")
  @OpenTo(Circle.DATA_STEWARDS)
  Object newKey(
      Visit visit,
      @PathVariable String name,
      @RequestParam(defaultValue = "-1") long newest,
      @RequestParam(defaultValue = "") String instead,
      HttpServletRequest request,
      HttpServletResponse response) {
    Source source = known(name);
    if (newest(source) != newest) {
      return new Redirect(path(name) + "?again=yes");
    }
    Optional<WriteKey> old =
        Optional.of(instead).filter(i -> !i.isEmpty()).map(i -> key(source, i));
    NewKey made =
        old.map(key -> sources.rotate(key.id(), visit.person().actor()))
            .orElseGet(() -> sources.newKey(source.id(), visit.person().actor()));
    response.setHeader("Cache-Control", "no-store");
    return page(visit, sources.find(source.id()), made, old.isPresent(), "", request);
  }

  @PostMapping(ALL + "/{name}/revoke")
  @OpenTo(Circle.DATA_STEWARDS)
  Redirect revoke(Visit visit, @PathVariable String name, @RequestParam String key) {
    WriteKeyId id = key(known(name), key).id();
    sources.revoke(id, visit.person().actor());
    return new Redirect(path(name) + "?revoked=" + id.number());
  }

  private Page page(
      Visit visit,
      Source source,
      @Nullable NewKey fresh,
      boolean rotated,
      String done,
      HttpServletRequest request) {
    KeyTelling telling = new KeyTelling(source, workspace.audit(), clock.instant(), visit);
    SourceCards.Row row = cards.row(visit, source.name());
    return Page.of(
        "pages/data/source",
        source.name(),
        Section.DATA,
        new Model(
            source.name(),
            path(source.name()),
            fresh == null ? telling.headline() : source.name() + " has a new key",
            telling.sentence(row.traffic()),
            row,
            telling.rows(),
            newest(source),
            fresh,
            rotated
                ? "The old one works " + GRACE + " more: put this one in its place before."
                : "Put it where the source runs.",
            cards.setUp(request, fresh == null ? SetUp.PLACEHOLDER : fresh.secret()),
            GRACE,
            visit.asOf().zone().getId(),
            done,
            visit.link("/data")));
  }

  private static String done(Source source, String revoked, String again) {
    if (!again.isEmpty()) {
      return "A key had been made since that page was opened, so no other one was made. If you did"
          + " not keep its secret, revoke it and make a new one.";
    }
    return source.keys().stream()
        .filter(key -> Long.toString(key.id().number()).equals(revoked))
        .filter(key -> key.endsAt().isPresent())
        .map(key ->
            "The key ending in "
                + key.hint()
                + " is revoked: what is sent with it from now on is refused.")
        .findFirst()
        .orElse("");
  }

  private Source known(String name) {
    return sources.all().stream()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new HoldfastException(ErrorCode.NOT_FOUND, "There is no source " + name + "."));
  }

  private static WriteKey key(Source source, String number) {
    return source.keys().stream()
        .filter(key -> Long.toString(key.id().number()).equals(number))
        .findFirst()
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.NOT_FOUND, source.name() + " has no key with this number."));
  }

  private static long newest(Source source) {
    return source.keys().isEmpty() ? 0 : source.keys().getFirst().id().number();
  }
}
