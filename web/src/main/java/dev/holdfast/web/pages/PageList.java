package dev.holdfast.web.pages;

import java.util.List;

/** All pages there are; the server looks nowhere else for them. */
public final class PageList {

  private PageList() {}

  /** The classes whose methods answer requests. */
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
        HealthPage.class,
        DataPage.class);
  }
}
