package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.health.HealthProfile;
import dev.holdfast.health.OwnProfiles;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.Drafts.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The health profiles in the order in which they are tried, and the drafts of new ones. */
@Controller
public final class ProfilesPage {

  static final String ALL = "/health/profiles";

  /**
   * What the list shows.
   *
   * @param edits whether the person may change them
   * @param name of a new profile as it was typed
   * @param problem why it could not be made; empty when nothing is wrong
   */
  public record Model(
      String sentence,
      List<Row> rows,
      boolean edits,
      List<String> starts,
      String name,
      String problem,
      String back) {}

  /** One profile. */
  public record Row(
      String order,
      String title,
      String link,
      String why,
      String rule,
      String accounts,
      String version,
      String draft) {}

  private final OwnProfiles own;

  ProfilesPage(OwnProfiles own) {
    this.own = own;
  }

  /** Where the page of a profile is; a name needs no encoding. */
  static String path(String name) {
    return ALL + "/" + name;
  }

  /** Whether a person may change profiles. */
  static boolean edits(Visit visit) {
    return Circle.DATA_STEWARDS.holds(visit.person().role());
  }

  @GetMapping(ALL)
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit) {
    return page(visit, "", "");
  }

  @PostMapping(ALL)
  @OpenTo(Circle.DATA_STEWARDS)
  Object add(
      Visit visit,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "default") String from) {
    try {
      Draft draft = own.copy(from, name.strip(), visit.person().actor());
      return new Redirect(visit.link(path(draft.name())));
    } catch (HoldfastException e) {
      if (e.code() != ErrorCode.BAD_DEFINITION && e.code() != ErrorCode.BAD_REQUEST) {
        throw e;
      }
      return page(visit, name, ProfileTelling.plain(e)).with(HttpStatus.BAD_REQUEST);
    }
  }

  private Page page(Visit visit, String name, String problem) {
    Map<String, Long> accounts = own.accounts();
    List<Row> rows = new ArrayList<>();
    for (HealthProfile profile : own.inForce()) {
      rows.add(
          new Row(
              Integer.toString(profile.order()),
              profile.title(),
              visit.link(path(profile.name())),
              profile.why(),
              profile.appliesTo(),
              accounts.isEmpty() ? "" : Words.number(accounts.getOrDefault(profile.name(), 0L)),
              Integer.toString(profile.version()),
              own.draft(profile.name())
                  .filter(draft -> edits(visit))
                  .map(draft -> by(draft, visit))
                  .orElse("")));
    }
    for (Draft draft : edits(visit) ? own.drafts() : List.<Draft>of()) {
      if (own.inForce(draft.name()).isEmpty()) {
        rows.add(
            new Row(
                "",
                draft.name(),
                visit.link(path(draft.name())),
                "not published yet, so it takes no account",
                "",
                "",
                "",
                by(draft, visit)));
      }
    }
    return Page.of(
        "pages/health/profiles",
        "Health profiles",
        Section.HEALTH,
        new Model(
            "Tried from the first to the last; the first whose rule holds is the account's.",
            rows,
            edits(visit),
            own.inForce().reversed().stream().map(HealthProfile::name).toList(),
            name,
            problem,
            visit.link("/health")));
  }

  private static String by(Draft draft, Visit visit) {
    return "Draft by " + draft.author() + ", " + Words.moment(draft.savedAt(), visit.asOf().zone());
  }
}
