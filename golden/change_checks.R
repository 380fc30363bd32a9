# Shrinkage, rank statistics, agreement and change points, to check dev.holdfast.stats against.
#
# Run from the project's root: Rscript golden/change_checks.R
# Writes golden/change_cases.csv (made-up inputs) and golden/change_checks.csv (results).
# Where R has the function, R's is used; the rest is written here from the formula, by another
# route than the Java code where there is one.
header <- paste0("# ", R.version.string)
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.15g", as.numeric(x)))
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

writeLines(c(header, cases), "golden/change_cases.csv")
writeLines(c(header, checks), "golden/change_checks.csv")
