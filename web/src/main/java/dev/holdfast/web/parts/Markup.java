package dev.holdfast.web.parts;

import gg.jte.Content;
import gg.jte.TemplateOutput;

/** Markup made by Java, its text already escaped; a template prints it as it is. */
record Markup(String html) implements Content {

  @Override
  public void writeTo(TemplateOutput output) {
    output.writeContent(html);
  }
}
