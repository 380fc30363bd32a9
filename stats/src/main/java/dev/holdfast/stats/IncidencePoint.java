package dev.holdfast.stats;

import java.util.List;

/**
 * Curves of incidence at one time with events.
 *
 * @param survival probability of no event by then
 * @param incidences one for each cause, in the order of the causes
 * @param standardErrors of the incidences
 */
record IncidencePoint(
    double time, double survival, List<Double> incidences, List<Double> standardErrors) {}
