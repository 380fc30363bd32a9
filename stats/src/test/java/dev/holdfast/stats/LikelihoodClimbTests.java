package dev.holdfast.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.hipparchus.distribution.continuous.GammaDistribution;
import org.junit.jupiter.api.Test;

final class LikelihoodClimbTests {

  /** Where all customers are alike, q and γ grow together until q is at its bound. */
  @Test
  void aValleyIsFollowedAlongABound() {
    double p = 2.7;
    int customers = 400;
    List<SpendingHistory> alike = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      int purchases = 1 + i % 8;
      double level = (i * 0.618034 + 0.5 / customers) % 1;
      double total = new GammaDistribution(p * purchases, 1).inverseCumulativeProbability(level);
      alike.add(new SpendingHistory(purchases, total / purchases));
    }
    SpendingLikelihood likelihood = new SpendingLikelihood(alike);
    AtomicInteger looks = new AtomicInteger();
    LogLikelihood counted =
        (parameters, slopes) -> {
          looks.incrementAndGet();
          return likelihood.at(parameters, slopes);
        };
    LikelihoodClimb top = new LikelihoodClimb(counted, new double[] {6, 4, 0.5}).up();
    assertThat(Math.exp(top.logs()[0])).isCloseTo(p, Offset.offset(0.15));
    assertThat(top.logs()[1]).isEqualTo(LikelihoodClimb.HIGHEST);
    assertThat(looks.get()).isLessThan(500);
  }
}
