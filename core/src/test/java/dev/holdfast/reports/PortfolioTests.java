package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Money;
import dev.holdfast.health.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortfolioTests {

  private final List<AccountLine> lines =
      List.of(
          Lines.line("e1", 82.0, 100_00),
          Lines.line("a2", 38.5, 300_00),
          Lines.line("a3", null, 200_00),
          lost("a4"));

  @Test
  void accountsThatLeftAreOnlyThereWhenAskedFor() {
    assertThat(ids(Map.of())).containsExactly("a2", "a3", "e1");
    assertThat(ids(Map.of("stage", "all"))).containsExactlyInAnyOrder("e1", "a2", "a3", "a4");
    assertThat(ids(Map.of("lifecycle", "churned"))).containsExactly("a4");
  }

  @Test
  void unknownHealthComesLastWhicheverWayItIsSorted() {
    assertThat(ids(Map.of("sort", "+health"))).containsExactly("a2", "e1", "a3");
    assertThat(ids(Map.of("sort", "-health"))).containsExactly("e1", "a2", "a3");
  }

  @Test
  void theFooterAddsUpWhatIsListedAndWeighsHealthByRevenue() {
    Portfolio.Sums total = Portfolio.of(lines, PortfolioQuery.usual()).total();
    assertThat(total.accounts()).isEqualTo(3);
    assertThat(total.arr()).isEqualTo(new Money(600_00, Lines.USD));
    assertThat(total.bands()).isEqualTo(Map.of(Band.HEALTHY, 1, Band.AT_RISK, 1, Band.UNKNOWN, 1));
    assertThat(total.weightedHealth()).isEqualTo((82.0 * 100 + 38.5 * 300) / 400);
  }

  @Test
  void groupsAddUpToTheTotalAndNameWhatIsNotKnown() {
    Portfolio portfolio = Portfolio.of(lines, PortfolioQuery.of(Map.of("group", "tier")));
    assertThat(portfolio.groups())
        .extracting(Portfolio.Group::value)
        .containsExactly(PortfolioFilter.NOT_KNOWN, "Enterprise");
    assertThat(portfolio.groups().stream().mapToInt(group -> group.sums().accounts()).sum())
        .isEqualTo(portfolio.total().accounts());
    assertThat(portfolio.lines())
        .extracting(AccountLine::accountId)
        .containsExactly("a2", "a3", "e1");
  }

  @Test
  void aFilterCountsWhatItWouldLeaveWhileTheOthersStay() {
    Portfolio portfolio =
        Portfolio.of(lines, PortfolioQuery.of(Map.of("band", "healthy", "tier", "Enterprise")));
    assertThat(portfolio.choices().get(PortfolioFilter.BAND)).isEqualTo(Map.of("healthy", 1));
    assertThat(portfolio.choices().get(PortfolioFilter.TIER)).isEqualTo(Map.of("Enterprise", 1));
  }

  @Test
  void theFileHoldsWhatIsSeenOnEveryPage() {
    List<AccountLine> many = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      many.add(Lines.line("a" + i, 50.0, i));
    }
    PortfolioQuery query =
        PortfolioQuery.of(Map.of("columns", "account,arr", "sort", "+arr", "page", "2"));
    assertThat(Portfolio.of(many, query).lines()).hasSize(Portfolio.PAGE_SIZE);
    assertThat(Portfolio.of(many, query).pages()).isEqualTo(3);
    List<String> file = Portfolio.csv(many, query).lines().toList();
    assertThat(file).hasSize(121);
    assertThat(file.subList(0, 3))
        .containsExactly("account_id,account,arr", "a0,Name of a0,0.00", "a1,Name of a1,0.01");
  }

  @Test
  void aNameThatLooksLikeAFormulaIsMadeHarmlessInTheFile() {
    AccountLine line = Lines.line("=1+1", 50.0, 1);
    assertThat(Portfolio.csv(List.of(line), PortfolioQuery.usual())).contains("'=1+1");
  }

  @Test
  void anAddressSaysTheSameThereAndBack() {
    Map<String, String> parameters =
        Map.of(
            "q", "log", "band", "watch", "renewal", "90", "sort", "-csm", "group", "csm", "page",
            "2");
    assertThat(PortfolioQuery.of(parameters).parameters()).isEqualTo(parameters);
    assertThat(PortfolioQuery.usual().parameters()).isEmpty();
    assertThatThrownBy(() -> PortfolioQuery.of(Map.of("sort", "nothing")))
        .isInstanceOf(HoldfastException.class);
  }

  private List<String> ids(Map<String, String> parameters) {
    return Portfolio.of(lines, PortfolioQuery.of(parameters)).lines().stream()
        .map(AccountLine::accountId)
        .toList();
  }

  private static AccountLine lost(String id) {
    AccountLine line = Lines.line(id, 20.0, 0);
    return new AccountLine(
        Lines.name(id, "churned"),
        line.health(),
        null,
        null,
        line.usage(),
        line.tickets(),
        null,
        null);
  }
}
