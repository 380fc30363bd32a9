package dev.holdfast.workspace;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which accounts a person may see, and why. */
public sealed interface RecordScope {

  /** Whether an account looked after by this CSM (null when by nobody) may be seen. */
  boolean sees(@Nullable String csmId);

  /** The reason in words, for a page that shows less than everything. */
  String reason();

  /** All accounts. */
  record Everything() implements RecordScope {

    @Override
    public boolean sees(@Nullable String csmId) {
      return true;
    }

    @Override
    public String reason() {
      return "You see all accounts.";
    }
  }

  /**
   * Only the accounts whose CSM is one of these; an empty set sees none.
   *
   * @param csmIds how facts name the CSMs
   * @param reason the reason in words
   */
  record OnlyOf(Set<String> csmIds, String reason) implements RecordScope {

    public OnlyOf {
      csmIds = Set.copyOf(csmIds);
    }

    @Override
    public boolean sees(@Nullable String csmId) {
      return csmId != null && csmIds.contains(csmId);
    }

    /** The CSMs in alphabetical order, for a query. */
    public List<String> sorted() {
      return List.copyOf(new TreeSet<>(csmIds));
    }
  }
}
