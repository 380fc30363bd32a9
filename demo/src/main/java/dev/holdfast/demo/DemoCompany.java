package dev.holdfast.demo;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.ImportId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tidewick, an invented company that sells freight planning by subscription, and its customers.
 *
 * <p>First the life of each account is decided, by the true rule of {@link Cause}; then it is told
 * day by day as facts in the order in which they were learned, so that the past can be read as of
 * any moment of it.
 */
public final class DemoCompany {

  public static final String NAME = "Tidewick";
  public static final String DOMAIN = "tidewick.example";

  private static final String PLANNING = "Planning accounts";

  private DemoCompany() {}

  /**
   * Makes the company and appends its facts to the log as one delivery, a transaction per month.
   *
   * @return what is true about the company; the caller keeps it
   * @throws HoldfastException {@code BAD_REQUEST} when the last day is not over yet
   */
  public static DemoTruth generate(FactLog log, DemoSettings settings, Progress progress) {
    Instant now = log.warehouse().write(writer -> writer.recordedAt());
    if (settings.end().isAfter(now)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "The demo's last day must be over: "
              + settings.lastDay()
              + " is not, in "
              + settings.zone());
    }
    Company company = Company.of(settings);
    List<AccountPlan> plans = plans(company, progress);
    ImportId delivery =
        log.startDelivery("demo", NAME + ", an invented company", detail(settings), "demo");
    try (Loader loader = new Loader(log, delivery, new Story(company, plans), progress)) {
      return DemoTruth.of(settings, plans, loader.load());
    }
  }

  private static List<AccountPlan> plans(Company company, Progress progress) {
    Planner planner = new Planner(company.settings(), company.words(), company.team());
    int accounts = company.settings().accounts();
    List<AccountPlan> plans = new ArrayList<>(accounts);
    for (int number = 1; number <= accounts; number++) {
      plans.add(planner.plan(number));
      if (number % 500 == 0) {
        progress.at(PLANNING, number, accounts);
      }
    }
    progress.at(PLANNING, accounts, accounts);
    return plans;
  }

  private static String detail(DemoSettings settings) {
    return String.format(
        Locale.ROOT,
        "{\"accounts\":%d,\"months\":%d,\"seed\":%d,\"usage_events\":%d,\"last_day\":\"%s\"}",
        settings.accounts(),
        settings.months(),
        settings.seed(),
        settings.usageEvents(),
        settings.lastDay());
  }
}
