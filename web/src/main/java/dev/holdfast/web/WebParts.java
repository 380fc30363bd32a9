package dev.holdfast.web;

import dev.holdfast.app.Settings;
import dev.holdfast.stream.Arrivals;
import dev.holdfast.web.access.Doorman;
import dev.holdfast.web.access.SessionCookie;
import dev.holdfast.web.access.Walls;
import dev.holdfast.web.frame.AssetFiles;
import dev.holdfast.web.frame.Assets;
import dev.holdfast.web.frame.Failures;
import dev.holdfast.web.frame.Frames;
import dev.holdfast.web.frame.Freshness;
import dev.holdfast.web.frame.OwnAddress;
import dev.holdfast.web.frame.Rendering;
import dev.holdfast.web.intake.Intake;
import dev.holdfast.web.intake.IntakeCounts;
import dev.holdfast.web.intake.IntakeServlet;
import dev.holdfast.workspace.Workspace;
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.util.unit.DataSize;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every part of the web server, by hand. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@Import({Walls.class, AssetFiles.class, Failures.class})
class WebParts {

  private static final int LEAST_GZIPPED_BYTES = 1024;
  private static final int THREADS = 64;

  /** So long nothing may come of a request that was begun. */
  private static final int TIMEOUT_MILLISECONDS = 20_000;

  /** So much of a body that was refused is read on, so that its sender hears the answer. */
  private static final int SWALLOWED_BYTES = 16 << 20;

  @Bean
  TomcatServletWebServerFactory tomcat(WebSettings settings) throws UnknownHostException {
    var tomcat = new TomcatServletWebServerFactory(settings.port());
    tomcat.setAddress(InetAddress.getByName(settings.host()));
    tomcat.setRegisterDefaultServlet(false);
    tomcat.setDisableMBeanRegistry(true);
    tomcat.setShutdown(Shutdown.GRACEFUL);
    tomcat.addErrorPages(new ErrorPage("/error"));
    var compression = new Compression();
    compression.setEnabled(true);
    compression.setMinResponseSize(DataSize.ofBytes(LEAST_GZIPPED_BYTES));
    compression.setAdditionalMimeTypes(new String[] {"image/svg+xml", "text/csv"});
    tomcat.setCompression(compression);
    tomcat.addConnectorCustomizers(connector -> {
      connector.setProperty("maxThreads", Integer.toString(THREADS));
      connector.setProperty("connectionTimeout", Integer.toString(TIMEOUT_MILLISECONDS));
      connector.setProperty("maxKeepAliveRequests", "-1");
      connector.setProperty("maxSwallowSize", Integer.toString(SWALLOWED_BYTES));
    });
    // An account's id may hold a slash; in an address it is written %2F and stays one part of it.
    tomcat.addConnectorCustomizers(connector -> {
      connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
      connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    });
    if (settings.secure()) {
      var behindProxy = new RemoteIpValve();
      behindProxy.setProtocolHeader("X-Forwarded-Proto");
      tomcat.addEngineValves(behindProxy);
    }
    return tomcat;
  }

  @Bean
  DispatcherServlet dispatcherServlet() {
    return new DispatcherServlet();
  }

  @Bean
  DispatcherServletRegistrationBean servlet(DispatcherServlet dispatcherServlet) {
    var registration = new DispatcherServletRegistrationBean(dispatcherServlet, "/");
    registration.setLoadOnStartup(1);
    return registration;
  }

  @Bean
  DelegatingFilterProxyRegistrationBean walls(DispatcherServletRegistrationBean servlet) {
    var walls = new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain", servlet);
    walls.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    return walls;
  }

  /** Stands outside the walls of the pages: who sends messages carries a write key. */
  @Bean
  ServletRegistrationBean<IntakeServlet> intake(
      Arrivals arrivals,
      Workspace workspace,
      InstantSource clock,
      IntakeCounts counts,
      Settings.Intake limits) {
    var intake =
        new ServletRegistrationBean<>(
            Intake.servlet(
                arrivals, workspace, clock, counts, limits.bodyBytes(), limits.memoryBytes()),
            IntakeServlet.mappings().toArray(String[]::new));
    intake.setName("intake");
    return intake;
  }

  @Bean
  IntakeCounts intakeCounts() {
    return new IntakeCounts();
  }

  @Bean
  SessionCookie sessionCookie(WebSettings settings) {
    return new SessionCookie(settings.secure());
  }

  @Bean
  OwnAddress ownAddress(WebSettings settings) {
    return new OwnAddress(settings.publicAddress());
  }

  @Bean
  Assets assets() {
    return new Assets();
  }

  @Bean
  Frames frames(
      Workspace workspace,
      InstantSource clock,
      WebSettings settings,
      Freshness.Source freshness,
      Assets assets,
      ObjectProvider<RequestMappingHandlerMapping> mapping) {
    return new Frames(workspace.users(), clock, settings.zone(), freshness, assets, mapping);
  }

  @Bean
  WebMvcConfigurer mvc(Frames frames, Failures failures) {
    var rendering = new Rendering(frames);
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Doorman());
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(rendering);
      }

      @Override
      public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
        handlers.add(rendering);
      }

      @Override
      public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.addFirst(failures);
      }

      @Override
      public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.disableDefaults();
      }
    };
  }
}
