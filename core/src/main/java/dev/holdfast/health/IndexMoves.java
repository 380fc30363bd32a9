package dev.holdfast.health;

import dev.holdfast.health.BusinessIndex.Move;
import dev.holdfast.health.BusinessIndex.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Splits what the index moved by among the accounts that moved it; see {@link Move}. */
final class IndexMoves {

  private IndexMoves() {}

  /** An account with a score and revenue on a day. */
  record Weighed(String accountId, double score, double revenue) {}

  /** Those that moved it at all, the largest move first. */
  static List<Move> of(Point before, List<Weighed> then, Point after, List<Weighed> now) {
    Map<String, Weighed> earlier = byAccount(then);
    Map<String, Weighed> later = byAccount(now);
    double middle = (before.index() + after.index()) / 2;
    double allThen = then.stream().mapToDouble(Weighed::revenue).sum();
    double allNow = now.stream().mapToDouble(Weighed::revenue).sum();
    SortedSet<String> ids = new TreeSet<>(earlier.keySet());
    ids.addAll(later.keySet());
    List<Move> moves = new ArrayList<>();
    for (String id : ids) {
      @Nullable Weighed a = earlier.get(id);
      @Nullable Weighed b = later.get(id);
      double shareThen = a == null ? 0 : a.revenue() / allThen;
      double shareNow = b == null ? 0 : b.revenue() / allNow;
      Double pointsThen = a == null ? null : a.score() * before.index() / before.mean();
      Double pointsNow = b == null ? null : b.score() * after.index() / after.mean();
      double from = pointsThen != null ? pointsThen : orZero(pointsNow);
      double to = pointsNow != null ? pointsNow : orZero(pointsThen);
      double by =
          (shareThen + shareNow) / 2 * (to - from)
              + ((from + to) / 2 - middle) * (shareNow - shareThen);
      if (by != 0) {
        moves.add(
            new Move(id, by, a == null ? null : a.score(), b == null ? null : b.score(), shareNow));
      }
    }
    moves.sort(
        Comparator.comparingDouble((Move move) -> -Math.abs(move.by()))
            .thenComparing(Move::accountId));
    return moves;
  }

  private static double orZero(@Nullable Double points) {
    return points == null ? 0 : points;
  }

  private static Map<String, Weighed> byAccount(List<Weighed> accounts) {
    Map<String, Weighed> byAccount = new HashMap<>();
    accounts.forEach(account -> byAccount.put(account.accountId(), account));
    return byAccount;
  }
}
