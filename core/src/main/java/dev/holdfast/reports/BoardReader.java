package dev.holdfast.reports;

import dev.holdfast.base.Period.Grain;
import dev.holdfast.reports.Board.Place;
import dev.holdfast.reports.Board.Tile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Fills the places of the board with the metrics there are. */
final class BoardReader {

  private final Set<String> catalogue;
  private final Thresholds thresholds;
  private final Function<MetricQuestion, MetricReport> glance;

  /**
   * @param catalogue keys of the metrics there are
   * @param glance what the headline and trend of a question are
   */
  BoardReader(
      Set<String> catalogue, Thresholds thresholds, Function<MetricQuestion, MetricReport> glance) {
    this.catalogue = Set.copyOf(catalogue);
    this.thresholds = thresholds;
    this.glance = glance;
  }

  Board read() {
    List<Tile> tiles = new ArrayList<>();
    List<Place> missing = new ArrayList<>();
    try (Together together = new Together()) {
      Map<Place, Supplier<Optional<Tile>>> filled = new EnumMap<>(Place.class);
      for (Place place : Place.values()) {
        filled.put(place, together.ask(() -> fill(place)));
      }
      filled.forEach(
          (place, tile) -> tile.get().ifPresentOrElse(tiles::add, () -> missing.add(place)));
    }
    return new Board(tiles, missing);
  }

  /** The metric the place is for, or the first stand-in that has a number, or the first at all. */
  private Optional<Tile> fill(Place place) {
    String own = place.metrics().getFirst();
    if (catalogue.contains(own)) {
      return Optional.of(tile(place, own));
    }
    List<Tile> others =
        place.metrics().stream().filter(catalogue::contains).map(key -> tile(place, key)).toList();
    return others.stream()
        .filter(tile -> tile.value().value().isPresent())
        .findFirst()
        .or(() -> others.stream().findFirst());
  }

  private Tile tile(Place place, String metric) {
    MetricReport report =
        glance.apply(new MetricQuestion(metric, null, place.days(), Grain.MONTH, null, null));
    return new Tile(
        place,
        report,
        !metric.equals(place.metrics().getFirst()),
        thresholds.of(metric),
        thresholds.verdict(report.current()).orElse(null));
  }
}
