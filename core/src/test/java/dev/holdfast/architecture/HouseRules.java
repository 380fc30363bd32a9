package dev.holdfast.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.holdfast.base.Room;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;

/** Finds what breaks the rules of the house in a set of compiled classes. */
final class HouseRules {

  private static final Set<String> FOR_EVERYBODY =
      Set.of("base", "warehouse", "workspace", "expressions", "stats");

  private final JavaClasses classes;
  private final String root;

  /**
   * @param root package whose direct children are the rooms, such as {@code dev.holdfast}
   */
  HouseRules(JavaClasses classes, String root) {
    this.classes = classes;
    this.root = root + ".";
  }

  /** The names of the rooms, in order. */
  Set<String> rooms() {
    Map<String, Integer> rooms = new TreeMap<>();
    classes.forEach(
        javaClass -> room(javaClass).ifPresent(name -> rooms.merge(name, 1, Integer::sum)));
    return rooms.keySet();
  }

  /** Every breach, each a sentence; in order. */
  List<String> breaches() {
    List<String> breaches = new ArrayList<>();
    for (String name : rooms()) {
      Optional<Package> info = packageInfo(name);
      if (info.isEmpty() || !info.get().isAnnotationPresent(Room.class)) {
        breaches.add(name + " has no @Room in its package-info");
        continue;
      }
      if (!info.get().isAnnotationPresent(NullMarked.class)) {
        breaches.add(name + " is not @NullMarked");
      }
      Room room = info.get().getAnnotation(Room.class);
      for (String other : room.mayImport()) {
        packageInfo(other)
            .map(its -> its.getAnnotation(Room.class))
            .filter(its -> its.level() >= room.level())
            .ifPresent(its -> breaches.add(name + " may not list " + other + ": it is not lower"));
      }
    }
    classes.stream()
        .sorted(Comparator.comparing(JavaClass::getName))
        .forEach(javaClass -> breaches.addAll(breachesOf(javaClass)));
    return breaches.stream().distinct().toList();
  }

  private List<String> breachesOf(JavaClass javaClass) {
    Optional<String> from = room(javaClass);
    if (from.isEmpty()) {
      return List.of();
    }
    List<String> breaches = new ArrayList<>();
    for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass();
      Optional<String> to = room(target);
      if (to.isPresent() && !to.equals(from) && !allowed(from.get(), to.get())) {
        breaches.add(from.get() + " imports " + to.get() + ": " + javaClass.getName());
      }
      if (isSql(target) && !mayHoldSql(javaClass, from.get())) {
        breaches.add("SQL outside a Queries or Store class: " + javaClass.getName());
      }
    }
    return breaches;
  }

  private boolean allowed(String from, String to) {
    Room room = packageInfo(from).map(info -> info.getAnnotation(Room.class)).orElse(null);
    if (room == null) {
      return false; // reported once, as a missing @Room
    }
    return List.of(room.mayImport()).contains(to)
        || (room.level() >= 2 && FOR_EVERYBODY.contains(to));
  }

  /** Building a statement; fields, tables and conditions may be passed on by anybody. */
  private static boolean isSql(JavaClass target) {
    return target.getName().startsWith("org.jooq.Select")
        || target.getName().startsWith("org.jooq.Insert")
        || target.getName().startsWith("org.jooq.Update")
        || target.getName().startsWith("org.jooq.Delete");
  }

  private static boolean mayHoldSql(JavaClass javaClass, String room) {
    String name = javaClass.getName().replaceAll("\\$.*", "");
    return name.endsWith("Queries")
        || name.endsWith("Store")
        || name.endsWith("FactReader")
        || room.equals("warehouse");
  }

  private Optional<String> room(JavaClass javaClass) {
    String name = javaClass.getPackageName();
    if (!name.startsWith(root)) {
      return Optional.empty();
    }
    String rest = name.substring(root.length());
    int dot = rest.indexOf('.');
    return Optional.of(dot < 0 ? rest : rest.substring(0, dot));
  }

  private Optional<Package> packageInfo(String room) {
    try {
      return Optional.of(Class.forName(root + room + ".package-info").getPackage());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}
