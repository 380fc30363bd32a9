# The monthly hazard of a loss from account-months, to check dev.holdfast.health.HazardFit.
#
# Run from the project's root: Rscript golden/hazard_checks.R
# Writes golden/hazard_cases.csv (account-months drawn with known hazards) and
# golden/hazard_checks.csv: coefficients of glm, of a ridge of 1 on z-scores with errors by
# account, and risks within some days with intervals by the delta method (numeric derivatives).
header <- paste0("# ", R.version.string)
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.15g", as.numeric(x)))
month <- 365.25 / 12

set.seed(5)
rows <- NULL
for (a in 1:300) {
  score <- runif(1, 20, 95); tenure <- sample(10:1500, 1)
  term <- if (runif(1) < 0.5) -1 else sample(0:365, 1)
  for (m in 1:10) {
    score <- min(100, max(0, score + rnorm(1, 0, 6)))
    near <- term >= 0 && term < 92
    odds <- -3.2 - 0.35 * (score / 10 - 6) - 0.3 * (log1p(tenure / month) - 2) +
      1.3 * near + 0.7 * (term >= 0 && term < 31) + 0.6 * (term < 0)
    lost <- runif(1) < plogis(odds)
    rows <- rbind(rows, data.frame(account = a, month = m,
      score = if (runif(1) < 0.04) NA else round(score, 3), tenure = tenure, term = term,
      lost = as.integer(lost)))
    if (lost) break
    tenure <- tenure + 30
    if (term >= 0) term <- if (term < 30) term + 335 else term - 30
  }
}
writeLines(header, "golden/hazard_cases.csv")
suppressWarnings(write.table(rows, "golden/hazard_cases.csv", append = TRUE, sep = ",",
  row.names = FALSE, quote = FALSE))

features <- function(d, k = 0) {
  left <- d$term - k * month
  cbind(
    HEALTH = d$score / 10,
    TENURE = log(1 + d$tenure / month + k),
    TERM_IN_QUARTER = as.numeric(d$term >= 0 & left >= 0 & left < 92),
    TERM_IN_MONTH = as.numeric(d$term >= 0 & left >= 0 & left < 31),
    NO_TERM = as.numeric(d$term < 0))
}
x <- features(rows)
x[is.na(x[, 1]), 1] <- mean(x[, 1], na.rm = TRUE)
y <- rows$lost
means <- colMeans(x)
deviations <- sqrt(colMeans(sweep(x, 2, means)^2))
z <- sweep(sweep(x, 2, means), 2, deviations, "/")

lines <- "what,at,first,second"
add <- function(what, at, first, second) {
  lines <<- c(lines, paste(what, at, number(first), number(second), sep = ","))
}
plain <- glm(y ~ x, binomial, control = glm.control(epsilon = 1e-14, maxit = 100))
names <- c("INTERCEPT", colnames(x))
for (j in seq_along(names)) {
  add("glm", names[j], coef(plain)[j], summary(plain)$coefficients[j, 2])
}

# Ridge: maximise sum of log-likelihood less half the squared weights, the intercept free.
one <- cbind(1, z)
penalty <- diag(c(0, rep(1, ncol(z))))
beta <- rep(0, ncol(one))
for (i in 1:100) {
  p <- plogis(drop(one %*% beta))
  step <- solve(crossprod(one, one * p * (1 - p)) + penalty,
    crossprod(one, y - p) - penalty %*% beta)
  beta <- beta + drop(step)
  if (max(abs(step)) < 1e-14) break
}
p <- plogis(drop(one %*% beta))
bread <- solve(crossprod(one, one * p * (1 - p)) + penalty)
scores <- rowsum(one * (y - p), rows$account)
v <- bread %*% crossprod(scores) %*% bread
for (j in seq_along(names)) add("ridge", names[j], beta[j], sqrt(v[j, j]))
for (j in seq_along(colnames(x))) add("scale", colnames(x)[j], means[j], deviations[j])

risk <- function(b, d, days) {
  log_survival <- 0
  k <- 0
  while (k * month < days) {
    f <- (drop(features(d, k)) - means) / deviations
    f[is.na(f)] <- 0
    h <- plogis(b[1] + sum(b[-1] * f))
    log_survival <- log_survival + min(1, days / month - k) * log(1 - h)
    k <- k + 1
  }
  1 - exp(log_survival)
}
cases <- data.frame(score = c(30, 80, NA, 55.5, 10), tenure = c(20, 900, 400, 33, 1200),
  term = c(-1, 20, 75, 300, 0))
for (i in seq_len(nrow(cases))) {
  for (days in c(90, 14, 200)) {
    d <- cases[i, ]
    middle <- log(-log(1 - risk(beta, d, days)))
    g <- sapply(seq_along(beta), function(j) {
      e <- replace(numeric(length(beta)), j, 1e-5)
      (log(-log(1 - risk(beta + e, d, days))) - log(-log(1 - risk(beta - e, d, days)))) / 2e-5
    })
    half <- qnorm(0.975) * sqrt(drop(t(g) %*% v %*% g))
    at <- paste(number(d$score), d$tenure, d$term, days, sep = " ")
    add("risk", at, risk(beta, d, days), NA)
    add("between", at, 1 - exp(-exp(middle - half)), 1 - exp(-exp(middle + half)))
  }
}
writeLines(c(header, lines), "golden/hazard_checks.csv")
