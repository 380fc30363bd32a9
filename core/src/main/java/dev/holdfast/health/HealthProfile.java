package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the health of one kind of account is computed, in one version.
 *
 * @param name its name in files and tables
 * @param title what it is for, for people
 * @param version counts up with every change
 * @param order profiles are tried by increasing order; the first that applies is the account's
 * @param appliesTo CEL over the fields of an account (see {@link AccountScope})
 * @param why the rule as a half-sentence: {@code it is being onboarded}
 * @param rollUp what an account with others under it is told by, beside its own score
 */
public record HealthProfile(
    String name,
    String title,
    int version,
    int order,
    String appliesTo,
    String why,
    Bands bands,
    RollUp rollUp,
    List<MeasureGroup> groups) {

  /** Coverage under which there is no score: 60 %. */
  static final int LEAST_COVERAGE_PERCENT = 60;

  /** Keeps sums of weight times points within a long. */
  private static final int MOST_MEASURES = 50;

  public HealthProfile {
    groups = List.copyOf(groups);
    if (version < 1) {
      throw wrong("the version must be 1 or more");
    }
    Set<String> names = new HashSet<>();
    int measures = 0;
    for (MeasureGroup group : groups) {
      for (Measure measure : group.measures()) {
        measures++;
        if (!names.add(measure.name())) {
          throw wrong("two measures are called '" + measure.name() + "'");
        }
      }
    }
    if (measures == 0 || measures > MOST_MEASURES) {
      throw wrong("a profile needs 1 to " + MOST_MEASURES + " measures, not " + measures);
    }
  }

  /** The measures of all groups, in order. */
  public List<Measure> measures() {
    return groups.stream().flatMap(group -> group.measures().stream()).toList();
  }

  /** Name and version as people read them: {@code default v1}. */
  public String label() {
    return name + " v" + version;
  }

  private static HoldfastException wrong(String what) {
    return new HoldfastException(ErrorCode.BAD_DEFINITION, what);
  }
}
