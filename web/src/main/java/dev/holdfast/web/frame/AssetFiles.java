package dev.holdfast.web.frame;

import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Hands out the static files. */
@Controller
public final class AssetFiles {

  private final Assets assets;

  AssetFiles(Assets assets) {
    this.assets = assets;
  }

  @GetMapping("/assets/{hash}/{name}")
  @OpenTo(Circle.ANYONE)
  void send(@PathVariable String hash, @PathVariable String name, HttpServletResponse response)
      throws IOException {
    Optional<Assets.Asset> asset = assets.find(hash, name);
    if (asset.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType(asset.get().type());
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setHeader("Pragma", null);
    response.setHeader("Expires", null);
    response.setContentLength(asset.get().length());
    asset.get().writeTo(response.getOutputStream());
  }
}
