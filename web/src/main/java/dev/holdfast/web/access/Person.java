package dev.holdfast.web.access;

import dev.holdfast.workspace.SignedIn;
import java.io.Serial;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** A signed-in person as Spring Security carries them through a request. */
public final class Person extends AbstractAuthenticationToken {

  @Serial private static final long serialVersionUID = 1;

  private final transient SignedIn signedIn;

  Person(SignedIn signedIn) {
    super(List.of(new SimpleGrantedAuthority("ROLE_" + signedIn.role().name())));
    this.signedIn = signedIn;
    super.setAuthenticated(true);
  }

  /** The person who sent the request that is being handled; empty when nobody is signed in. */
  public static Optional<SignedIn> now() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof Person person
        ? Optional.of(person.signedIn)
        : Optional.empty();
  }

  @Override
  public String getCredentials() {
    return "";
  }

  @Override
  public SignedIn getPrincipal() {
    return signedIn;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Person person && person.signedIn.equals(signedIn);
  }

  @Override
  public int hashCode() {
    return signedIn.hashCode();
  }
}
