package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.stats.PostStratification.Stratum;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PostStratificationTests {

  @Test
  void theWeightedScoreMatchesTheGoldenFile() {
    JsonNode golden = Golden.json("surveys.json").get("post_stratified_nps");
    List<Stratum> strata = new ArrayList<>();
    for (JsonNode segment : golden.get("segments")) {
      JsonNode answers = segment.get("resp");
      Nps nps =
          new Nps(
              answers.get(0).longValue(), answers.get(1).longValue(), answers.get(2).longValue());
      strata.add(Stratum.of(segment.get("pop").doubleValue(), nps));
    }
    PostStratification weighted = PostStratification.of(strata);
    assertThat(strata).hasSize(2);
    assertClose("score", weighted.estimate(), golden.get("weighted").doubleValue(), GOLDEN);
    assertClose("SE", weighted.standardError(), golden.get("se").doubleValue(), GOLDEN);
    Interval interval = weighted.interval(0.95).orElseThrow();
    double half = 1.959963984540054 * weighted.standardError();
    assertClose("interval", interval, -10 - half, -10 + half, GOLDEN);
  }

  @Test
  void aSingleSegmentKeepsItsEstimateWhateverItsSize() {
    Mean mean = Mean.of(new double[] {1, 2, 3, 6});
    PostStratification one = PostStratification.of(List.of(Stratum.of(7, mean)));
    assertClose("mean", one.estimate(), 3, 1e-15);
    assertClose("SE", one.standardError(), mean.standardError(), 1e-15);
  }

  @Test
  void sharesWeighByPopulationAndNotByAnswers() {
    PostStratification share =
        PostStratification.of(List.of(Stratum.of(300, 9, 10), Stratum.of(100, 10, 100)));
    assertClose("share", share.estimate(), 0.75 * 0.9 + 0.25 * 0.1, 1e-15);
    double variance = 0.5625 * 0.09 / 10 + 0.0625 * 0.09 / 100;
    assertClose("variance", share.variance(), variance, 1e-15);
  }

  @Test
  void alikeAnswersClaimNoCertainty() {
    assertThat(PostStratification.of(List.of(Stratum.of(5, 3, 3))).interval(0.95)).isEmpty();
  }

  @Test
  void segmentsWithoutPeopleOrAnswersAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> PostStratification.of(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stratum.of(10, 0, 0))
        .withMessageContaining("join");
    assertThatIllegalArgumentException().isThrownBy(() -> new Stratum(0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Stratum(1, 1, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stratum.of(10, Mean.of(new double[] {4})))
        .withMessageContaining("two answers");
  }
}
