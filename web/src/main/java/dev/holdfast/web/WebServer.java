package dev.holdfast.web;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.web.access.Doorman;
import dev.holdfast.web.frame.Freshness;
import dev.holdfast.web.intake.IntakeCounts;
import dev.holdfast.web.pages.PageList;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.NewUser;
import dev.holdfast.workspace.Role;
import dev.holdfast.workspace.User;
import dev.holdfast.workspace.UserId;
import dev.holdfast.workspace.Workspace;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The running web server.
 *
 * <p>There is no auto-configuration: {@link WebParts} names every part, so that it starts fast and
 * does nothing that is not written down.
 */
public final class WebServer implements AutoCloseable {

  /** For so long the link of the first start works. */
  public static final Duration FIRST_START_LINK = Duration.ofHours(24);

  /** Held, because a logger nobody holds forgets its level. */
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  /** It looks for what a redeployment would leak; there are none here. */
  private static final Logger TOMCAT_LEAKS =
      Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase");

  static {
    TOMCAT.setLevel(Level.WARNING);
    TOMCAT_LEAKS.setLevel(Level.OFF);
  }

  private final AnnotationConfigServletWebServerApplicationContext context;
  private final WebSettings settings;
  private final Workspace workspace;

  private WebServer(
      AnnotationConfigServletWebServerApplicationContext context,
      WebSettings settings,
      Workspace workspace) {
    this.context = context;
    this.settings = settings;
    this.workspace = workspace;
  }

  /**
   * Starts the server; it answers when this returns.
   *
   * @param freshness where the dot in the top bar comes from
   * @param rooms what pages' constructors ask for, each known by its class
   */
  public static WebServer start(
      WebSettings settings,
      Workspace workspace,
      InstantSource clock,
      Freshness.Source freshness,
      List<Object> rooms) {
    var context = new AnnotationConfigServletWebServerApplicationContext();
    context.registerBean(WebSettings.class, () -> settings);
    context.registerBean(
        Workspace.class, () -> workspace, definition -> definition.setDestroyMethodName(""));
    context.registerBean(InstantSource.class, () -> clock);
    context.registerBean(Freshness.Source.class, () -> freshness);
    for (Object room : rooms) {
      context.getBeanFactory().registerSingleton(room.getClass().getName(), room);
    }
    context.register(WebParts.class);
    PageList.all().forEach(context::register);
    try {
      context.refresh();
    } catch (ApplicationContextException | WebServerException e) {
      context.close();
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE,
          "The web server cannot listen on " + settings.host() + ":" + settings.port() + ": " + e,
          e);
    }
    var server = new WebServer(context, settings, workspace);
    try {
      server.handlers().getHandlerMethods().values().forEach(Doorman::circle);
    } catch (HoldfastException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** The port it listens on. */
  public int port() {
    org.springframework.boot.web.server.WebServer listening = context.getWebServer();
    if (listening == null) {
      throw new IllegalStateException("the server is closed");
    }
    return listening.getPort();
  }

  /** How people reach it, without a slash at the end. */
  public URI address() {
    URI publicAddress = settings.publicAddress();
    return publicAddress != null
        ? URI.create(publicAddress.toString().replaceAll("/+$", ""))
        : URI.create(
            "http://"
                + (settings.host().equals("127.0.0.1") ? "localhost" : settings.host())
                + ":"
                + port());
  }

  /** A link that signs a person in once. */
  public URI signInLink(UserId user, Duration validFor, Actor by) {
    String token = workspace.signInLinks().issue(user, validFor, by);
    return URI.create(address() + "/sign-in/link?token=" + token);
  }

  /** The link of the first start: lets in an admin, who is added if there is nobody yet. */
  public URI firstStartLink() {
    Actor by = Actor.holdfast("first start");
    User admin =
        workspace.users().all().stream()
            .filter(user -> user.role() == Role.ADMIN && user.active())
            .findFirst()
            .orElseGet(() ->
                workspace.users().add(NewUser.of("admin", "Admin", Role.ADMIN, null, null), by));
    return signInLink(admin.id(), FIRST_START_LINK, by);
  }

  /** What the intake confirmed and refused since the start. */
  public IntakeCounts intakeCounts() {
    return context.getBean(IntakeCounts.class);
  }

  /** Every route that is answered, as "GET /path", in alphabetical order. */
  public Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    handlers()
        .getHandlerMethods()
        .keySet()
        .forEach(route -> {
          for (String path : route.getPatternValues()) {
            var methods = route.getMethodsCondition().getMethods();
            if (methods.isEmpty()) {
              routes.add("ANY " + path);
            }
            methods.forEach(method -> routes.add(method + " " + path));
          }
        });
    return routes;
  }

  private RequestMappingHandlerMapping handlers() {
    return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
