package dev.holdfast.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * The tokens that show that a form came from our own page.
 *
 * <p>In a session the token follows from the session's secret, so it needs no keeping and ends with
 * the session. Before sign-in it is a random cookie that the form repeats.
 */
public final class FormTokens implements CsrfTokenRepository {

  /** The name of the form field. */
  public static final String FIELD = "_token";

  /** The name of the header by which a script sends the token. */
  public static final String HEADER = "X-Form-Token";

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final SessionCookie cookie;

  public FormTokens(SessionCookie cookie) {
    this.cookie = cookie;
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return token(HexFormat.of().formatHex(bytes));
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    if (token != null && cookie.session(request).isEmpty()) {
      cookie.startForm(response, token.getToken());
    }
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    Optional<String> ofSession = cookie.session(request).map(FormTokens::ofSession);
    return ofSession.or(() -> cookie.form(request)).map(FormTokens::token).orElse(null);
  }

  private static String ofSession(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal("form".getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC with SHA-256", e);
    }
  }

  private static CsrfToken token(String token) {
    return new DefaultCsrfToken(HEADER, FIELD, token);
  }
}
