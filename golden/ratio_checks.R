# Ratios of sums by account, with intervals on three scales, to check dev.holdfast.stats against.
#
# Run from the project's root: Rscript golden/ratio_checks.R
# Writes golden/ratio_cases.csv (made-up inputs) and golden/ratio_checks.csv (results).
header <- paste0("# ", R.version.string)
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.15g", as.numeric(x)))

set.seed(20261121)
retention <- function(name, a) {
  opening <- round(exp(rnorm(a, 5, 1)) * 100)
  kept <- sample(c(0, 0.6, 1, 1, 1, 1.3), a, replace = TRUE)
  data.frame(case = name, x = opening, y = round(opening * kept))
}
gross <- function(d) { d$case <- sub("nrr", "grr", d$case); d$y <- pmin(d$x, d$y); d }
cases <- rbind(retention("nrr-8", 8), retention("nrr-60", 60), retention("nrr-900", 900))
cases <- rbind(cases, gross(cases))
writeLines(c(header, "case,x,y", with(cases, paste(case, x, y, sep = ","))), "golden/ratio_cases.csv")

# Half-width on a scale, from the delta method; the scale's inverse gives the bounds.
lines <- "case,units,ratio,standard_error,t_low,t_high,log_low,log_high,logit_low,logit_high,fieller_low,fieller_high,bca_low,bca_high"
for (name in unique(cases$case)) {
  d <- cases[cases$case == name, ]
  a <- nrow(d)
  r <- sum(d$y) / sum(d$x)
  # The residuals of a ratio have mean 0, so the formula is that of the mean of u = (y - r x) / mean(x).
  se <- sd((d$y - r * d$x) / mean(d$x)) / sqrt(a)
  t <- qt(0.975, a - 1)
  plain <- r + c(-1, 1) * t * se
  log <- exp(base::log(r) + c(-1, 1) * t * se / r)
  logit <- if (r < 1) plogis(qlogis(r) + c(-1, 1) * t * se / (r * (1 - r))) else c(NA, NA)
  # Fieller by searching for the two ratios at which the t statistic of mean(y) - R mean(x) is t.
  statistic <- function(R) { u <- d$y - R * d$x; mean(u) / (sd(u) / sqrt(a)) }
  bound <- function(target, from, to) uniroot(function(R) statistic(R) - target, c(from, to), tol = 1e-13)$root
  fieller <- c(bound(t, r - 20 * se, r), bound(-t, r, r + 20 * se))
  # BCa with many draws, so that the bounds hardly depend on the random numbers.
  draws <- replicate(100000, { i <- sample.int(a, replace = TRUE); sum(d$y[i]) / sum(d$x[i]) })
  bias <- qnorm(mean(draws < r) + mean(draws == r) / 2)
  without <- (sum(d$y) - d$y) / (sum(d$x) - d$x)
  l <- mean(without) - without
  acceleration <- sum(l^3) / (6 * sum(l^2)^1.5)
  z <- bias + qnorm(c(0.025, 0.975))
  bca <- quantile(draws, pnorm(bias + z / (1 - acceleration * z)))
  lines <- c(lines, paste(c(name, a, number(c(r, se, plain, log, logit, fieller, bca))), collapse = ","))
}
writeLines(c(header, lines), "golden/ratio_checks.csv")
