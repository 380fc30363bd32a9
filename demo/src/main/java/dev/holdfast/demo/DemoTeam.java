package dev.holdfast.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The people of the demo company itself.
 *
 * @param csms customer success managers, named as in the facts
 * @param reps support reps, named as in the facts
 * @param lead who leads customer success
 */
public record DemoTeam(List<Member> csms, List<Member> reps, Member lead) {

  /** Somebody of the team: the name that facts carry, and an address. */
  public record Member(String name, String email) {}

  public DemoTeam {
    csms = List.copyOf(csms);
    reps = List.copyOf(reps);
  }

  /** The team of a company, the same for equal settings. */
  public static DemoTeam of(DemoSettings settings) {
    return of(settings, Words.load());
  }

  static DemoTeam of(DemoSettings settings, Words words) {
    int csms = Math.clamp(Math.round(settings.accounts() / 30.0), 2, 60);
    int reps = Math.clamp(Math.round(settings.accounts() / 22.0), 2, 80);
    Dice dice = Dice.of(settings.seed(), 0, Dice.Purpose.TEAM, 0);
    List<Member> members = new ArrayList<>();
    int start = dice.below(1 << 20);
    for (int i = 0; i <= csms + reps; i++) {
      members.add(member(FullName.at(words, start + i * 1031)));
    }
    return new DemoTeam(
        members.subList(0, csms), members.subList(csms, csms + reps), members.get(csms + reps));
  }

  private static Member member(FullName name) {
    return new Member(name.text(), name.address() + "@" + DemoCompany.DOMAIN);
  }

  /** A person's name from the word lists; different numbers below 6,400 give different names. */
  record FullName(String first, String last) {

    static FullName at(Words words, int number) {
      List<String> first = words.list("first");
      List<String> last = words.list("last");
      int index = Math.floorMod(number, first.size() * last.size());
      return new FullName(
          first.get(index % first.size()), last.get((index / first.size() + index) % last.size()));
    }

    String text() {
      return first + " " + last;
    }

    String address() {
      return (first + "." + last).toLowerCase(Locale.ROOT);
    }
  }
}
