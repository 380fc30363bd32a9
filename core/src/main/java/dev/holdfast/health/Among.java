package dev.holdfast.health;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** With which accounts of its profile an account is compared. */
public enum Among {
  /** All accounts of the profile. */
  PROFILE,
  /** Those of the same tier. */
  TIER,
  /** Those of the same segment. */
  SEGMENT;

  /** The word by which profiles name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The accounts that an account belongs to; null when nothing says which. */
  @Nullable String group(AccountDay account) {
    return switch (this) {
      case PROFILE -> "";
      case TIER -> account.kind().tier();
      case SEGMENT -> account.kind().segment();
    };
  }

  /** The compared accounts in words: {@code accounts of segment smb}. */
  String words(String group) {
    return this == PROFILE ? "accounts of the profile" : "accounts of " + word() + " " + group;
  }
}
