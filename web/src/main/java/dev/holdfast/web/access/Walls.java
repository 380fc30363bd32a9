package dev.holdfast.web.access;

import dev.holdfast.workspace.Workspace;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The walls around all pages: who is signed in, form tokens, and what browsers are told to refuse.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class Walls {

  /** Set on a request that was refused because its form was too old or not ours. */
  public static final String STALE_FORM = "holdfast.stale-form";

  /** What a page may load and where its forms may go: only here, and nothing inline. */
  public static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'none'; form-action 'self'; frame-ancestors 'none';"
          + " base-uri 'none'";

  @Bean
  Passwords passwords(Workspace workspace) {
    return new Passwords(workspace);
  }

  /**
   * Lets through addresses in which a part holds a character that addresses reserve, since accounts
   * have the ids their systems gave them. Who may see what is never decided by comparing addresses
   * as text but by the handler that is found, so an odd spelling gains nothing.
   */
  @Bean
  HttpFirewall firewall() {
    var firewall = new StrictHttpFirewall();
    firewall.setAllowUrlEncodedSlash(true);
    firewall.setAllowUrlEncodedDoubleSlash(true);
    firewall.setAllowUrlEncodedPercent(true);
    firewall.setAllowBackSlash(true);
    firewall.setAllowSemicolon(true);
    return firewall;
  }

  @Bean
  SecurityFilterChain chain(HttpSecurity http, Workspace workspace, SessionCookie cookie)
      throws Exception {
    http.securityContext(context ->
        context.securityContextRepository(new SessionContext(workspace.sessions(), cookie)));
    http.sessionManagement(
        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    http.requestCache(cache -> cache.disable());
    http.logout(logout -> logout.disable());
    http.csrf(csrf -> csrf.csrfTokenRepository(new FormTokens(cookie)));
    http.authorizeHttpRequests(requests ->
        requests
            .dispatcherTypeMatchers(DispatcherType.ERROR)
            .permitAll()
            .requestMatchers("/sign-in", "/sign-in/link", "/assets/**")
            .permitAll()
            .anyRequest()
            .authenticated());
    http.exceptionHandling(refused ->
        refused
            .authenticationEntryPoint(
                (request, response, e) -> Doorman.sendToSignIn(request, response))
            .accessDeniedHandler((request, response, e) -> {
              if (e instanceof CsrfException) {
                request.setAttribute(STALE_FORM, true);
              }
              response.sendError(HttpServletResponse.SC_FORBIDDEN);
            }));
    http.headers(Walls::headers);
    return http.build();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY));
    headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN));
    headers.crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
    headers.crossOriginResourcePolicy(
        policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    headers.permissionsPolicyHeader(
        policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
  }
}
