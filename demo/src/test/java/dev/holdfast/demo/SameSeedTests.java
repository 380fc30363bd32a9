package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Receipt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SameSeedTests {

  /** Changes whenever a fact of the demo company changes, wanted or not. */
  private static final String DIGEST =
      "2d0c875ec42942b1f6061ec5e97fef968f4baa294fbf4bafcd0b6a85db27d167";

  private static final DemoSettings SMALL = Generated.settings(14, 3, 0);

  @Test
  void sameSeedGivesTheSameBytes() throws Exception {
    assertThat(digest(SMALL)).isEqualTo(DIGEST);
    assertThat(digest(SMALL)).isEqualTo(DIGEST);
  }

  @Test
  void anotherSeedGivesAnotherCompany() throws Exception {
    assertThat(digest(SMALL.withSeed(2))).isNotEqualTo(DIGEST);
  }

  @Test
  void anAccountIsTheSameWhicheverAccountsWerePlannedBefore() {
    Company company = Company.of(SMALL);
    Planner planner = new Planner(SMALL, company.words(), company.team());
    AccountPlan alone = planner.plan(9);
    planner.plan(3);

    assertThat(new Planner(SMALL, company.words(), company.team()).plan(9)).isEqualTo(alone);
  }

  @Test
  void everyFactKeepsTheRulesOfItsType() throws Exception {
    try (Generated empty = Generated.of(Generated.settings(1, 1, 1))) {
      FactLog log = empty.log();
      List<Fact> facts = facts(Generated.settings(40, 6, 4_000));
      Receipt receipt = log.append(log.startDelivery("test", "test", "{}", "test"), facts).join();

      assertThat(receipt.accepted()).isGreaterThan(4_000);
    }
  }

  private static List<Fact> facts(DemoSettings settings) throws InterruptedException {
    List<Fact> facts = new ArrayList<>();
    story(settings)
        .tell((number, monthEnds, batch) -> {
          for (int i = 0; i < batch.size(); i++) {
            facts.add(batch.fact(i));
          }
        });
    return facts;
  }

  private static String digest(DemoSettings settings)
      throws InterruptedException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    story(settings)
        .tell((number, monthEnds, batch) -> {
          for (int i = 0; i < batch.size(); i++) {
            String line = text(batch.fact(i)) + batch.learnedAt(i) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
          }
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A fact as text; maps are sorted, since their own order differs from run to run. */
  private static String text(Fact fact) {
    return fact instanceof Facts.UsageEvent event
        ? event.origin()
            + event.accountId()
            + event.personId()
            + event.name()
            + event.quantity()
            + event.sessionId()
            + event.durationSeconds()
            + new TreeMap<>(event.properties())
        : fact.toString();
  }

  private static Story story(DemoSettings settings) {
    Company company = Company.of(settings);
    Planner planner = new Planner(settings, company.words(), company.team());
    List<AccountPlan> plans = new ArrayList<>();
    for (int number = 1; number <= settings.accounts(); number++) {
      plans.add(planner.plan(number));
    }
    return new Story(company, plans);
  }
}
