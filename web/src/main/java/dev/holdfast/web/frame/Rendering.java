package dev.holdfast.web.frame;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives handlers their {@link Visit} and turns the {@link Page} or {@link Redirect} they return
 * into an answer.
 *
 * <p>A page is rendered whole before its first byte is sent, so a failure half-way is an error page
 * and never half a page.
 */
public final class Rendering
    implements HandlerMethodArgumentResolver, HandlerMethodReturnValueHandler {

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Frames frames;

  public Rendering(Frames frames) {
    this.frames = frames;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Visit.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return frames
        .visit(servlet(request))
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.BROKEN_PROMISE,
                parameter + " needs a visit but its page is open to anyone"));
  }

  @Override
  public boolean supportsReturnType(MethodParameter type) {
    return type.getParameterType() == Page.class || type.getParameterType() == Redirect.class;
  }

  @Override
  public void handleReturnValue(
      @Nullable Object answer,
      MethodParameter type,
      ModelAndViewContainer container,
      NativeWebRequest request)
      throws IOException {
    container.setRequestHandled(true);
    HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
    if (response == null) {
      throw new IllegalStateException("not a servlet request");
    }
    if (answer instanceof Page page) {
      write(servlet(request), response, page);
    } else if (answer instanceof Redirect redirect) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", redirect.target());
    } else {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, type + " answered nothing");
    }
  }

  private void write(HttpServletRequest request, HttpServletResponse response, Page page)
      throws IOException {
    Utf8ByteOutput html = new Utf8ByteOutput();
    Frame frame = frames.frame(request, page);
    templates.render(page.template() + ".jte", Map.of("frame", frame, "model", page.model()), html);
    response.setStatus(page.status().value());
    response.setContentType("text/html; charset=utf-8");
    response.setContentLength(html.getContentLength());
    html.writeTo(response.getOutputStream());
  }

  private static HttpServletRequest servlet(NativeWebRequest request) {
    HttpServletRequest servlet = request.getNativeRequest(HttpServletRequest.class);
    if (servlet == null) {
      throw new IllegalStateException("not a servlet request");
    }
    return servlet;
  }
}
