package dev.holdfast.stream;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whose account is which, as the loads before found it, so that the steady stream of known people
 * asks nothing. It holds at most {@value #MOST} ids and those of one load (some 50 MB), and only
 * while nobody else recorded people or accounts.
 */
final class PeopleMemory {

  static final int MOST = 200_000;

  /** The account of each person. */
  final Map<String, String> homes = new HashMap<>();

  /** The id by which a person goes now; the id itself where it leads nowhere. */
  final Map<String, String> aliases = new HashMap<>();

  final Set<String> accounts = new HashSet<>();

  private String mark = "";

  /** Forgets all unless everything was recorded by the loads themselves. */
  void check(String markNow) {
    boolean full = homes.size() > MOST || aliases.size() > MOST || accounts.size() > MOST;
    if (full || !markNow.equals(mark)) {
      homes.clear();
      aliases.clear();
      accounts.clear();
    }
  }

  /** Keeps what a load that was committed knew. */
  void learn(Known known, String markAfter) {
    homes.putAll(known.homes());
    aliases.putAll(known.aliases());
    accounts.addAll(known.accountIds());
    mark = markAfter;
  }
}
