/**
 * The pages. They hold no rule of the business: a page asks the rooms of the core for what it
 * shows, puts it into a model record, and names its template.
 *
 * <h2>How to add a page</h2>
 *
 * <ol>
 *   <li><b>The handler.</b> A package-private {@code @Controller} class named after the page, such as
 *       {@link dev.holdfast.web.pages.KeysPage}. Each method has a mapping, an {@link
 *       dev.holdfast.web.access.OpenTo} that says who may open it, takes a {@link
 *       dev.holdfast.web.frame.Visit} (who looks, which accounts they may see, as of which day) and
 *       returns a {@link dev.holdfast.web.frame.Page}, or after a form a {@link
 *       dev.holdfast.web.frame.Redirect}. What the constructor asks for is handed in: whatever was
 *       given to {@link dev.holdfast.web.WebServer}. Something that does not exist, or belongs to an
 *       account outside {@code visit.scope()}, is a {@code HoldfastException} with {@code NOT_FOUND}.
 *   <li><b>The model.</b> A public record nested in the handler's class or beside it, holding what the
 *       template prints and nothing else; text is made by {@link dev.holdfast.web.parts.Words}.
 *   <li><b>The template.</b> {@code src/main/jte/pages/<name>.jte} takes {@code Frame frame} and the
 *       model as {@code model} and wraps itself in {@code layout.page}. Every link is {@code
 *       frame.visit().link("/...")}, so that it stays at the picked day. Every form has {@code
 *       @template.parts.token(frame)}. There is no inline script and no style attribute: widths are
 *       SVG attributes, looks are classes of {@code holdfast.css}. A part that loads alone is an
 *       address of its own whose template leaves the layout out.
 *   <li><b>The lists.</b> The class goes into {@link dev.holdfast.web.pages.PageList}; a new place in
 *       the rail is a {@link dev.holdfast.web.frame.Section}, which shows up once its path answers.
 *   <li><b>The role table.</b> A row in {@code RoleTests}: the route and what each role gets. The test
 *       fails as long as a route has no row.
 *   <li><b>The look.</b> A test that opens it with {@code PageTest}, which checks the console, the
 *       content policy, names of controls, overflow at 360 px and layout shift.
 * </ol>
 *
 * <p>Allowed imports: the public types of the core, {@code web.access}, {@code web.frame}, {@code
 * web.intake} (what it counts), {@code web.parts}.
 */
@NullMarked
package dev.holdfast.web.pages;

import org.jspecify.annotations.NullMarked;
