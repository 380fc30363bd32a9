/**
 * Read-only pages and files made from everything below: the worklist, the portfolio, the account
 * page, the metric pages, the health overview, the data page.
 *
 * <p>Every question is asked from a {@link dev.holdfast.reports.Viewpoint}: who looks, and as of
 * which day. Accounts the person may not see are left out in SQL, so a page cannot leak one.
 */
@NullMarked
@Room(
    level = 9,
    mayImport = {"facts", "intake", "metrics", "health"})
package dev.holdfast.reports;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
