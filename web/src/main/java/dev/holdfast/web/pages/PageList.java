package dev.holdfast.web.pages;

import java.util.List;

/** All pages there are and what they share; the server looks nowhere else for them. */
public final class PageList {

  private PageList() {}

  /** The classes whose methods answer requests, and what those ask for together. */
  public static List<Class<?>> all() {
    return List.of(
        SignInPage.class,
        SignInLinkPage.class,
        PasswordPage.class,
        KeysPage.class,
        WorkPage.class,
        AccountsPage.class,
        AccountPage.class,
        AccountCards.class,
        MetricsPage.class,
        MetricPage.class,
        ContextPage.class,
        DifferencePage.class,
        DefinePage.class,
        RequestsPage.class,
        ChartPage.class,
        BoardPage.class,
        HealthPage.class,
        IndexFilePage.class,
        BacktestPage.class,
        RiskPage.class,
        SignalsPage.class,
        ProfilesPage.class,
        ProfilePage.class,
        WhyPage.class,
        DataPage.class,
        SourceCards.class,
        SourcesPage.class,
        FailedPage.class,
        MessagePage.class);
  }
}
