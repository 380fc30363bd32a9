# Shrinkage, rank statistics, agreement and change points, to check dev.holdfast.stats against.
#
# Run from the project's root: Rscript golden/change_checks.R
# Writes golden/change_cases.csv (made-up inputs) and golden/change_checks.csv (results).
# Where R has the function, R's is used; the rest is written here from the formula, by another
# route than the Java code where there is one.
header <- paste0("# ", R.version.string)
number <- function(x) ifelse(is.na(x), "NA", sub("Inf", "Infinity", sprintf("%.15g", as.numeric(x))))
cases <- "case,x,y"
checks <- "case,what,at,expected"
input <- function(case, x, y = NA) {
  cases <<- c(cases, paste(case, number(x), number(y), sep = ","))
}
check <- function(case, what, at, expected) {
  checks <<- c(checks, paste(case, what, number(at), number(expected), sep = ","))
}
set.seed(20261126)

# Benjamini and Hochberg, with ties and a p value of 1.
p <- c(0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269,
  0.275, 0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986)
many <- list(classic = p, shuffled = sample(c(p, 0.04, 0.04, 1, 0)), uniform = round(runif(60), 3))
for (name in names(many)) {
  case <- paste0("bh-", name)
  input(case, many[[name]])
  check(case, "adjusted", seq_along(many[[name]]) - 1, p.adjust(many[[name]], "BH"))
}

# DerSimonian and Laird: mu and the best linear unbiased predictions from the full covariance
# matrix (generalised least squares), not from the closed form.
pool <- function(case, y, s) {
  input(case, y, s)
  v <- diag(1 / s^2); one <- rep(1, length(y)); k <- length(y)
  projection <- v - v %*% one %*% t(one) %*% v / sum(v)
  q <- drop(t(y) %*% projection %*% y)
  tau2 <- max(0, (q - (k - 1)) / sum(diag(projection)))
  total <- solve(tau2 * diag(k) + diag(s^2))
  mu <- sum(total %*% y) / sum(total)
  effect <- tau2 * total %*% (y - mu)
  # Henderson's prediction error variance of mu + effect, from the mixed model equations.
  if (tau2 > 0) {
    left <- rbind(cbind(sum(1 / s^2), t(1 / s^2)), cbind(1 / s^2, v + diag(k) / tau2))
    inverse <- solve(left)
    error <- sapply(seq_len(k), function(i) {
      l <- numeric(k + 1); l[c(1, i + 1)] <- 1; sqrt(drop(t(l) %*% inverse %*% l)) })
  } else error <- rep(1 / sqrt(sum(total)), k)
  check(case, "tau2", NA, tau2)
  check(case, "grand", NA, mu)
  check(case, "grand_error", NA, 1 / sqrt(sum(total)))
  check(case, "shrunken", seq_len(k) - 1, mu + effect)
  check(case, "low", seq_len(k) - 1, mu + effect - qnorm(0.975) * error)
  check(case, "high", seq_len(k) - 1, mu + effect + qnorm(0.975) * error)
}
pool("pool-schools", c(28, 8, -3, 7, -1, 1, 18, 12), c(15, 10, 16, 11, 9, 11, 10, 18))
s <- round(exp(rnorm(15, 0, 0.7)), 3)
pool("pool-spread", round(rnorm(15, 40, 3) + rnorm(15, 0, s), 3), s)
pool("pool-equal", c(5, 6, 4, 5.5), c(2, 2, 2, 2))
pool("pool-two", c(1, 9), c(0.5, 3))

# Beta-binomial: the correlation by searching for the value that makes the expected spread equal
# the one seen, then the posterior from R's beta quantiles.
rates <- function(case, k, n) {
  input(case, k, n)
  w <- n / sum(n); p <- sum(k) / sum(n)
  seen <- sum(w * (k / n - p)^2)
  expected <- function(rho) {
    variance <- p * (1 - p) * (rho + (1 - rho) / n)
    sum(w * variance) - sum(w^2 * variance)
  }
  rho <- if (expected(0) >= seen) 0 else if (expected(0.5) <= seen) 0.5 else
    uniroot(function(r) expected(r) - seen, c(0, 0.5), tol = 1e-15)$root
  i <- seq_along(k) - 1
  check(case, "share", NA, p)
  check(case, "correlation", NA, rho)
  if (rho > 0) {
    m <- 1 / rho - 1
    check(case, "shrunken", i, (k + m * p) / (n + m))
    check(case, "low", i, qbeta(0.025, k + m * p, n - k + m * (1 - p)))
    check(case, "high", i, qbeta(0.975, k + m * p, n - k + m * (1 - p)))
  } else {
    wilson <- prop.test(sum(k), sum(n), correct = FALSE)$conf.int
    check(case, "shrunken", i, rep(p, length(k)))
    check(case, "low", i, rep(wilson[1], length(k)))
    check(case, "high", i, rep(wilson[2], length(k)))
  }
}
n <- c(3, 8, 12, 20, 25, 40, 60, 150, 400, 5)
rates("rates-spread", rbinom(10, n, rbeta(10, 2, 18)), n)
rates("rates-baseball", c(18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7), rep(45, 18))
rates("rates-apart", c(10, 0, 9, 1), rep(10, 4))
rates("rates-mixed", c(0, 4, 30, 90), c(12, 20, 60, 100))

# Mean run of a one-sided cumulative sum from Page's integral equation,
# L(z) = 1 + L(0) P(z + x - k <= 0) + integral over 0..h of L(y) p(y + k - z), by 120 Gauss nodes.
gauss <- function(n) {
  i <- seq_len(n - 1); b <- i / sqrt(4 * i^2 - 1)
  j <- matrix(0, n, n); j[cbind(i, i + 1)] <- b; j[cbind(i + 1, i)] <- b
  e <- eigen(j, symmetric = TRUE)
  list(x = e$values, w = 2 * e$vectors[1, ]^2)
}
nodes <- gauss(120)
run_length <- function(k, h, shift) {
  y <- h * (nodes$x + 1) / 2; w <- h * nodes$w / 2
  z <- c(0, y)
  kernel <- cbind(pnorm(k - z - shift), t(sapply(z, function(from) w * dnorm(y + k - from - shift))))
  solve(diag(length(z)) - kernel, rep(1, length(z)))[1]
}
for (setting in list(c(0.5, 4, 0), c(0.5, 5, 0), c(0.5, 4, 1), c(0.5, 5, 1), c(0.25, 4, 0), c(0.5, 3, 0.5))) {
  case <- paste("run", paste(setting, collapse = "_"), sep = "-")
  input(case, setting)
  check(case, "mean", NA, do.call(run_length, as.list(setting)))
}

# Kendall's tau and its p value, exact and with ties; Theil and Sen's slope with its interval, here
# by searching for the slopes that a rank test of R would just not reject, not from the ranks.
trend <- function(case, x, y) {
  input(case, x, y)
  test <- suppressWarnings(cor.test(x, y, method = "kendall"))
  check(case, "tau_b", NA, test$estimate)
  check(case, "p", NA, test$p.value)
  pairs <- combn(length(x), 2)
  slopes <- (y[pairs[2, ]] - y[pairs[1, ]]) / (x[pairs[2, ]] - x[pairs[1, ]])
  slopes <- sort(slopes[x[pairs[2, ]] != x[pairs[1, ]]])
  check(case, "slope", NA, median(slopes))
  check(case, "intercept", NA, median(y) - median(slopes) * median(x))
  exact <- !anyDuplicated(x) && length(x) < 50
  kept <- function(b) cor.test(x, y - b * x, method = "kendall", exact = exact)$p.value > 0.05
  slopes <- unique(slopes)
  between <- (head(slopes, -1) + tail(slopes, -1)) / 2
  outer <- c(min(slopes) - 1, between, max(slopes) + 1)
  inside <- which(sapply(outer, kept))
  ends <- c(-Inf, slopes, Inf)
  check(case, "low", NA, ends[min(inside)])
  check(case, "high", NA, ends[max(inside) + 1])
}
trend("trend-four", c(1, 2, 3, 4), c(2.1, 2.0, 2.9, 3.3))
trend("trend-five", c(0, 2, 3, 7, 8), c(1.03, 1.5, 2.2, 4.1, 4.4))
trend("trend-twelve", 1:12, round(0.3 * (1:12) + rnorm(12), 4))
trend("trend-uneven", sort(round(runif(30, 0, 50), 3)), round(rnorm(30, 0, 3), 4))
trend("trend-ties", c(1, 1, 2, 3, 3, 3, 4, 5, 6, 6), c(2, 3, 3, 3, 4, 1, 5, 5, 5, 6))
trend("trend-rounded", c(0, 1, 2, 3, 5, 6, 8, 9), c(3, 3, 3.5, 3, 3.5, 3.5, 4, 4))
trend("trend-long", 1:80, round(0.01 * (1:80) + rnorm(80), 5))

# Wilcoxon's rank sum, exact, with ties, and beyond the exact range.
compare <- function(case, x, y) {
  input(paste0(case, "-first"), x)
  input(paste0(case, "-second"), y)
  test <- suppressWarnings(wilcox.test(x, y))
  check(case, "w", NA, test$statistic)
  check(case, "p", NA, test$p.value)
}
compare("ranks-exact", round(rnorm(9), 4), round(rnorm(12, 0.8), 4))
compare("ranks-effort", c(5, 6, 7, 7, 4, 6, 5, 7, 3, 6), c(4, 4, 5, 3, 6, 2, 5, 4))
compare("ranks-large", round(rnorm(60), 5), round(rnorm(45, 0.3), 5))
compare("ranks-larger", round(rnorm(45, 1), 5), round(rnorm(40), 5))
compare("ranks-single", c(3.5), c(1, 2, 3, 4.5))

# Agreement: concordance by Lin's formula and, for the same ratings, the quadratic weighted kappa
# from the table of both ratings; limits and mean difference from R's t test.
agree <- function(case, x, y) {
  input(case, x, y)
  n <- length(x)
  d <- t.test(x, y, paired = TRUE)
  check(case, "difference", NA, d$estimate)
  check(case, "difference_low", NA, d$conf.int[1])
  check(case, "difference_high", NA, d$conf.int[2])
  check(case, "limit_low", NA, mean(x - y) - qnorm(0.975) * sd(x - y))
  check(case, "limit_high", NA, mean(x - y) + qnorm(0.975) * sd(x - y))
  check(case, "ratio", NA, sum(x) / sum(y))
  check(case, "geometric", NA, prod(x / y)^(1 / n))
  check(case, "ccc", NA, 2 * cov(x, y) * (n - 1) / n /
    ((var(x) + var(y)) * (n - 1) / n + (mean(x) - mean(y))^2))
  seen <- table(factor(x, 1:7), factor(y, 1:7)) / n
  weights <- outer(1:7, 1:7, function(i, j) (i - j)^2)
  check(case, "kappa", NA, 1 - sum(weights * seen) / sum(weights * outer(rowSums(seen), colSums(seen))))
}
agree("agree-seed", c(5, 4, 3, 5), c(4, 4, 5, 5))
agree("agree-seven", sample(1:7, 40, TRUE, c(1, 1, 2, 3, 4, 4, 3)), sample(1:7, 40, TRUE))
first <- sample(2:6, 25, TRUE)
agree("agree-close", first, pmin(7, pmax(1, first + sample(c(-1, 0, 0, 1, 1), 25, TRUE))))
agree("agree-opposed", c(1, 2, 3, 4, 5), c(5, 4, 3, 2, 1))

# Change points by trying every division into one, two and three segments (of at least 3 values).
divide <- function(case, x, cost, most = 2) {
  input(case, x)
  n <- length(x)
  total <- function(breaks) {
    from <- c(1, breaks + 1); to <- c(breaks, n)
    if (any(to - from + 1 < 3)) return(Inf)
    sum(mapply(function(a, b) cost(x[a:b]), from, to)) + 2 * log(n) * length(breaks)
  }
  tries <- list(integer(0))
  for (k in seq_len(most)) tries <- c(tries, combn(seq_len(n - 1), k, simplify = FALSE))
  costs <- sapply(tries, total)
  best <- tries[[which.min(costs)]]
  check(case, "cost", NA, min(costs))
  if (length(best) > 0) check(case, "index", best, best)
}
poisson_cost <- function(phi) function(x) {
  s <- sum(x); if (s == 0) 0 else -2 * sum(dpois(x, mean(x), log = TRUE) + lfactorial(x)) / phi
}
normal_cost <- function(variance) function(x) sum((x - mean(x))^2) / variance
noise <- function(x) (median(abs(diff(x))) / (qnorm(0.75) * sqrt(2)))^2
divide("counts-drop", rpois(40, rep(c(12, 5), c(25, 15))), poisson_cost(1))
divide("counts-quiet", rpois(40, 8), poisson_cost(1))
divide("counts-silence", c(rpois(20, 6), rep(0, 9), rpois(12, 7)), poisson_cost(1))
divide("means-nile", as.numeric(Nile), normal_cost(noise(as.numeric(Nile))))
shifts <- round(rnorm(45, rep(c(0, 4, 1), c(15, 12, 18))), 4)
divide("means-shifts", shifts, normal_cost(noise(shifts)))

writeLines(c(header, cases), "golden/change_cases.csv")
writeLines(c(header, checks), "golden/change_checks.csv")
