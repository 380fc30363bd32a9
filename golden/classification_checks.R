# Logistic models, ROC areas and calibration to check dev.holdfast.stats against.
#
# Run from the project's root: Rscript golden/classification_checks.R
# Writes golden/classification_cases.csv (made-up inputs) and golden/classification_checks.csv.
header <- paste0("# ", R.version.string)
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.15g", as.numeric(x)))
save <- function(lines, file) writeLines(c(header, lines), file)

# Three features, and two scores: one of few distinct values (ties), one without.
set.seed(20261121)
made <- function(name, n, base, unit = 1) {
  x1 <- round(rnorm(n), 3) * unit
  x2 <- rbinom(n, 1, 0.4)
  x3 <- round(0.7 * x1 / unit + rnorm(n), 3)
  odds <- base + 0.8 * x1 / unit - 0.9 * x2 + 0.3 * x3
  y <- rbinom(n, 1, plogis(odds))
  p <- round(plogis(0.2 + 1.4 * odds + rnorm(n, sd = 0.7)), 6)
  data.frame(case = name, y = y, x1 = x1, x2 = x2, x3 = x3, tied = round(p, 1), p = p)
}
cases <- rbind(made("small", 57, 0), made("rare", 400, -3), made("common", 250, 1.5),
               made("large-units", 120, -0.5, 1e6))
save(c(paste(names(cases), collapse = ","),
       do.call(paste, c(lapply(cases, function(x) if (is.numeric(x)) number(x) else x), sep = ","))),
     "golden/classification_cases.csv")

# DeLong, DeLong and Clarke-Pearson (1988), by its definition: all pairs.
placements <- function(score, y) {
  psi <- outer(score[y == 1], score[y == 0], function(a, b) (a > b) + (a == b) / 2)
  list(events = rowMeans(psi), others = colMeans(psi), area = mean(psi))
}
variance <- function(events, others) var(events) / length(events) + var(others) / length(others)

# A ridge fit by Newton's method on the penalised likelihood, the intercept left alone.
ridge <- function(x, y, lambda) {
  x <- cbind(1, x); beta <- rep(0, ncol(x)); penalty <- lambda * c(0, rep(1, ncol(x) - 1))
  for (i in 1:100) {
    p <- plogis(drop(x %*% beta))
    beta <- beta + drop(solve(crossprod(x, x * p * (1 - p)) + diag(penalty),
                              crossprod(x, y - p) - penalty * beta))
  }
  beta
}

lines <- "case,what,at,first,second"
add <- function(...) lines <<- c(lines, paste(..., sep = ","))
exact <- glm.control(epsilon = 1e-14, maxit = 100)
for (name in unique(cases$case)) {
  d <- cases[cases$case == name, ]
  fit <- glm(y ~ x1 + x2 + x3, binomial, d, control = exact)
  table <- summary(fit)$coefficients
  for (j in 1:4) add(name, "logit", j - 2, number(table[j, 1]), number(table[j, 2]))
  add(name, "likelihood", "NA", number(logLik(fit)), "NA")
  for (lambda in c(1, 10)) {
    beta <- ridge(scale(as.matrix(d[c("x1", "x2", "x3")])) * sqrt(nrow(d) / (nrow(d) - 1)), d$y, lambda)
    for (j in 1:4) add(name, paste0("ridge-", lambda), j - 2, number(beta[j]), "NA")
  }
  tied <- placements(d$tied, d$y); p <- placements(d$p, d$y)
  add(name, "auc", "tied", number(tied$area), number(sqrt(variance(tied$events, tied$others))))
  add(name, "auc", "p", number(p$area), number(sqrt(variance(p$events, p$others))))
  error <- sqrt(variance(tied$events - p$events, tied$others - p$others))
  z <- (tied$area - p$area) / error
  add(name, "compare", "error", number(tied$area - p$area), number(error))
  add(name, "compare", "p", number(z), number(2 * pnorm(-abs(z))))
  line <- glm(y ~ qlogis(p), binomial, d, control = exact)
  add(name, "line", "intercept", number(coef(line)[1]), "NA")
  add(name, "line", "slope", number(coef(line)[2]), number(summary(line)$coefficients[2, 2]))
  large <- glm(y ~ 1, binomial, d, offset = qlogis(d$p), control = exact)
  add(name, "in-the-large", "NA", number(coef(large)), "NA")
  add(name, "brier", "NA", number(mean((d$p - d$y)^2)),
      number(1 - mean((d$p - d$y)^2) / mean((mean(d$y) - d$y)^2)))
  add(name, "log-loss", "NA", number(-mean(log(ifelse(d$y == 1, d$p, 1 - d$p)))), "NA")
  # Ten bins in order of p; equal p share their events, so that order within them is no matter.
  o <- order(d$p); p <- d$p[o]; share <- ave(d$y[o], p)
  bin <- rep(1:10, nrow(d) %/% 10 + (1:10 <= nrow(d) %% 10))
  gap <- abs(tapply(p, bin, mean) - tapply(share, bin, mean))
  add(name, "ece", "NA", number(sum(gap * tabulate(bin)) / nrow(d)), "NA")
  # Lift of the top tenth by the score with ties, and average precision.
  o <- order(-d$tied); share <- ave(d$y, d$tied)[o]
  top <- ceiling(nrow(d) / 10)
  add(name, "lift", "tied", number(mean(share[1:top]) / mean(d$y)), number(sum(share[1:top]) / sum(d$y)))
  cuts <- sort(unique(d$tied), decreasing = TRUE)
  precision <- sapply(cuts, function(c) mean(d$y[d$tied >= c]))
  recall <- sapply(cuts, function(c) sum(d$y[d$tied >= c]) / sum(d$y))
  add(name, "average-precision", "tied", number(sum(diff(c(0, recall)) * precision)), "NA")
}
save(lines, "golden/classification_checks.csv")
