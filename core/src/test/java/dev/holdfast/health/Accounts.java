package dev.holdfast.health;

import dev.holdfast.health.AccountDay.Commercial;
import dev.holdfast.health.AccountDay.Kind;
import dev.holdfast.health.AccountDay.Progress;
import dev.holdfast.health.AccountDay.Relationship;
import dev.holdfast.health.AccountDay.Support;
import dev.holdfast.health.AccountDay.Usage;
import dev.holdfast.health.AccountDay.Voice;
import java.time.LocalDate;
import java.util.Random;

/** Accounts made up for tests of what needs no warehouse. */
final class Accounts {

  static final LocalDate DAY = LocalDate.of(2026, 3, 31);

  private Accounts() {}

  /** An account of which everything is known and fine. */
  static AccountDay complete() {
    return new AccountDay(
        "a1",
        DAY,
        "default",
        1,
        400,
        new Usage(300, 300, 61, 300, 4000, 5000, 7),
        new Support(true, 2, 6, 10, 1, 12.5),
        new Voice(5, 4, 4, 3, 1),
        new Relationship(5, 2, true, 10),
        new Commercial(1, 212, 9_600_000, 9_600_000, "USD", 1, 47),
        new Progress(1, 1, 4, 5),
        new Kind("business", "smb"));
  }

  /** An account of which nothing but its existence is known. */
  static AccountDay silent() {
    return new AccountDay(
        "a1",
        DAY,
        "default",
        1,
        400,
        new Usage(-1, -1, 0, 0, 0, 0, 0),
        new Support(false, 0, 0, 0, 0, null),
        new Voice(0, 0, 0, 0, 0),
        new Relationship(0, 0, false, -1),
        new Commercial(0, 0, 0, 0, null, 0, -1),
        new Progress(0, 0, 0, 0),
        new Kind(null, null));
  }

  static AccountDay with(AccountDay account, Usage usage) {
    return new AccountDay(
        account.accountId(),
        account.day(),
        account.profile(),
        account.profileVersion(),
        account.daysAsCustomer(),
        usage,
        account.support(),
        account.voice(),
        account.relationship(),
        account.commercial(),
        account.progress(),
        account.kind());
  }

  /** Any account at all, with parts of it unknown. */
  static AccountDay random(Random random) {
    boolean used = random.nextInt(4) > 0;
    long people = used ? random.nextInt(300) : 0;
    long nps = random.nextInt(3) == 0 ? 0 : random.nextInt(20);
    long promoters = nps == 0 ? 0 : random.nextInt((int) nps + 1);
    long csat = random.nextInt(3) == 0 ? 0 : random.nextInt(50) + 1;
    long solved = random.nextInt(20);
    return new AccountDay(
        "a" + random.nextInt(1000),
        DAY,
        "default",
        1,
        random.nextInt(1000),
        new Usage(
            used ? 500 : -1,
            used ? random.nextInt(500) : -1,
            people,
            people * (1 + random.nextInt(20)),
            people * random.nextInt(50),
            random.nextInt(5000),
            people == 0 ? 0 : random.nextInt(12)),
        new Support(
            random.nextInt(5) > 0,
            random.nextInt(5),
            random.nextInt(30),
            solved,
            solved == 0 ? 0 : random.nextInt((int) solved),
            random.nextInt(3) == 0 ? null : random.nextDouble() * 200),
        new Voice(
            csat,
            csat == 0 ? 0 : random.nextInt((int) csat + 1),
            nps,
            promoters,
            nps == 0 ? 0 : random.nextInt((int) (nps - promoters) + 1)),
        new Relationship(
            random.nextInt(6), random.nextInt(3), random.nextBoolean(), random.nextInt(100) - 1),
        new Commercial(
            random.nextInt(3),
            random.nextInt(400),
            random.nextInt(1_000_000),
            random.nextInt(1_000_000),
            "EUR",
            1 + random.nextInt(2),
            random.nextInt(300) - 1),
        new Progress(
            random.nextInt(4), random.nextInt(3) - 1, random.nextInt(5), random.nextInt(6)),
        new Kind(null, random.nextInt(4) == 0 ? null : "s" + random.nextInt(3)));
  }
}
