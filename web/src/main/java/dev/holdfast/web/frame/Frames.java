package dev.holdfast.web.frame;

import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.Doorman;
import dev.holdfast.web.access.Person;
import dev.holdfast.workspace.Role;
import dev.holdfast.workspace.Users;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Makes the visit and the frame of each request. */
public final class Frames {

  private final Users users;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Freshness.Source freshness;
  private final Assets assets;
  private final ObjectProvider<RequestMappingHandlerMapping> mapping;
  private volatile @Nullable Map<Section, Circle> places;

  public Frames(
      Users users,
      InstantSource clock,
      ZoneId zone,
      Freshness.Source freshness,
      Assets assets,
      ObjectProvider<RequestMappingHandlerMapping> mapping) {
    this.users = users;
    this.clock = clock;
    this.zone = zone;
    this.freshness = freshness;
    this.assets = assets;
    this.mapping = mapping;
  }

  /** The visit of a request; empty when nobody is signed in. */
  public Optional<Visit> visit(HttpServletRequest request) {
    return visit(request, day(request));
  }

  private static @Nullable String day(HttpServletRequest request) {
    String day = request.getParameter(AsOf.PARAMETER);
    return day != null ? day : request.getParameter(AsOf.ALSO);
  }

  /** The day that a page that failed was asked for; null when the day itself was no day. */
  private static @Nullable String dayIfOne(HttpServletRequest request) {
    String day = day(request);
    try {
      return day == null ? null : LocalDate.parse(day.strip()).toString();
    } catch (DateTimeParseException e) {
      return null; // that is what failed, and the page says so
    }
  }

  private Optional<Visit> visit(HttpServletRequest request, @Nullable String day) {
    return Person.now()
        .map(person ->
            new Visit(
                person,
                users.recordScope(person),
                AsOf.of(day, clock.instant(), zone),
                request.getRequestURI(),
                Optional.ofNullable(request.getQueryString()).orElse(""),
                request.getHeader(Doorman.PART_HEADER) != null));
  }

  /** The frame around a page. */
  Frame frame(HttpServletRequest request, Page page) {
    boolean failed = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
    Visit visit = visit(request, failed ? dayIfOne(request) : day(request)).orElse(null);
    List<Frame.Place> rail = new ArrayList<>();
    if (visit != null) {
      places()
          .forEach((section, circle) -> {
            if (circle.holds(visit.person().role())) {
              rail.add(
                  new Frame.Place(section, visit.link(section.path()), section == page.section()));
            }
          });
    }
    return new Frame(
        page.title(),
        page.section(),
        visit,
        List.copyOf(rail),
        freshness.asOf(visit == null ? clock.instant() : visit.asOf().instant()),
        formToken(request),
        assets,
        clock.instant().atZone(zone).toLocalDate(),
        visit == null || failed ? List.of() : fields(visit.query()),
        narrow(request));
  }

  /** The first place in the rail that somebody of a role may go to. */
  public String home(Role role) {
    return places().entrySet().stream()
        .filter(place -> place.getValue().holds(role))
        .map(place -> place.getKey().path())
        .findFirst()
        .orElse("/keys");
  }

  /** The sections at whose path a page answers, with whom it is open to. */
  private Map<Section, Circle> places() {
    Map<Section, Circle> known = places;
    if (known == null) {
      Map<Section, Circle> found = new EnumMap<>(Section.class);
      mapping
          .getObject()
          .getHandlerMethods()
          .forEach((route, method) ->
              Arrays.stream(Section.values())
                  .filter(section -> section != Section.NONE)
                  .filter(section -> route.getDirectPaths().contains(section.path()))
                  .forEach(section -> found.put(section, Doorman.circle(method))));
      known = found;
      places = found;
    }
    return known;
  }

  /** The script keeps the choice in a cookie, so that the page comes as it was left. */
  private static boolean narrow(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies != null
        && Arrays.stream(cookies)
            .anyMatch(each -> each.getName().equals("rail") && each.getValue().equals("narrow"));
  }

  private static String formToken(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? token.getToken()
        : "";
  }

  private static List<Frame.Field> fields(String query) {
    List<Frame.Field> fields = new ArrayList<>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
        if (!name.equals(AsOf.PARAMETER) && !name.equals(AsOf.ALSO)) {
          fields.add(
              new Frame.Field(
                  name, URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8)));
        }
      }
    }
    return List.copyOf(fields);
  }
}
