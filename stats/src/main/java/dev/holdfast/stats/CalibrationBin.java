package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Cases of neighbouring probabilities, and what became of them.
 *
 * <p>The cases in order of probability are cut into ten bins; the first ones have one case more
 * where the number is no multiple of ten. Where a cut goes through cases of equal probability, each
 * side holds its part of their events.
 *
 * @param cases how many
 * @param meanProbability what was said of them
 * @param eventShare what happened, in expectation where probabilities tie at a cut
 */
public record CalibrationBin(long cases, double meanProbability, double eventShare) {

  private static final int BINS = 10;

  static List<CalibrationBin> of(List<Scored> scored) {
    List<ScoreLevel> levels = ScoreLevel.of(scored).reversed();
    int count = Math.min(BINS, scored.size());
    List<CalibrationBin> bins = new ArrayList<>();
    int level = 0;
    long usedOfLevel = 0;
    for (int bin = 0; bin < count; bin++) {
      int size = scored.size() / count + (bin < scored.size() % count ? 1 : 0);
      double said = 0;
      double happened = 0;
      for (long left = size; left > 0; ) {
        ScoreLevel from = levels.get(level);
        long taken = Math.min(left, from.cases() - usedOfLevel);
        said += taken * from.score();
        happened += taken * from.eventShare();
        left -= taken;
        usedOfLevel += taken;
        if (usedOfLevel == from.cases()) {
          level++;
          usedOfLevel = 0;
        }
      }
      bins.add(new CalibrationBin(size, said / size, happened / size));
    }
    return List.copyOf(bins);
  }
}
