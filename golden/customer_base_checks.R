# Fits and forecasts of customer-base models to check dev.holdfast.stats against.
#
# Run from the project's root: Rscript golden/customer_base_checks.R
# Writes golden/customer_base_cases.csv (made-up inputs) and golden/customer_base_checks.csv
# (results). Every likelihood and forecast is integrated numerically over the distributions that
# the model mixes; no closed form of the models is used. Takes about two minutes.
header <- paste0("# ", R.version.string)
number <- function(x) sprintf("%.12g", as.numeric(x))

# Integrals over the distributions of customers, on scales where the integrands are smooth.
over <- function(log_density, at, low, high) {
  # The densities are scaled to 1 at the point `at`, so that hundreds of purchases do not underflow.
  top <- log_density(at)
  piece <- function(from, to) {
    integrate(function(v) exp(log_density(v) - top), from, to, rel.tol = 1e-11,
              subdivisions = 2000L)$value
  }
  top + log(piece(low, at) + piece(at, high))
}
# ln E[lambda^x e^(-lambda t)] for lambda gamma with shape r and rate alpha; v is ln lambda.
log_rate_mean <- function(x, t, r, alpha) {
  at <- log((x + r) / (t + alpha))
  over(function(v) (x + r) * v - (t + alpha) * exp(v) + r * log(alpha) - lgamma(r),
       at, at - 40 / (x + r) - 4, at + 7)
}
# E[f(p)] for p beta with a and b; v is the log odds. f is given both p and 1 - p.
beta_mean <- function(f, a, b) {
  density <- function(v) {
    p <- plogis(v); q <- plogis(-v)
    f(p, q) * exp(a * plogis(v, log.p = TRUE) + b * plogis(-v, log.p = TRUE) - lbeta(a, b))
  }
  mode <- log(a / b)
  side <- function(from, to) integrate(density, from, to, rel.tol = 1e-11, subdivisions = 2000L)$value
  side(mode - 45 / a - 6, mode) + side(mode, mode + 45 / b + 6)
}

# One table of the answers for each distinct argument, as most customers share theirs.
each <- function(keys, f) {
  different <- unique(keys)
  answers <- apply(different, 1, function(k) do.call(f, as.list(unname(k))))
  answers[match(do.call(paste, as.data.frame(keys)), do.call(paste, as.data.frame(different)))]
}

bg_terms <- function(p, d) {
  stay <- each(cbind(d$x), function(x) beta_mean(function(p, q) q^x, p[3], p[4]))
  go <- each(cbind(d$x), function(x)
    if (x == 0) 0 else beta_mean(function(p, q) p * q^(x - 1), p[3], p[4]))
  cbind(alive = log(stay) + each(cbind(d$x, d$observed), function(x, t) log_rate_mean(x, t, p[1], p[2])),
        gone = log(go) + each(cbind(d$x, d$last), function(x, t) log_rate_mean(x, t, p[1], p[2])))
}
bg_log <- function(p, d) { l <- bg_terms(p, d); l[, 1] + log1p(exp(l[, 2] - l[, 1])) }

# Pareto/NBD: the customer dies at a Pareto time, and buys at random until then.
pareto_terms <- function(p, d) {
  rate <- function(x, t) log_rate_mean(x, t, p[1], p[2])
  alive <- each(cbind(d$x, d$observed), rate) - p[3] * log1p(d$observed / p[4])
  gone <- each(cbind(d$x, d$last, d$observed), function(x, last, observed) {
    if (last == observed) return(0)
    # The mean over lambda is integrated once, at `last`; from there on it falls like a power.
    at <- rate(x, last)
    exp(at) * integrate(function(y) {
      p[3] / p[4] * (1 + y / p[4])^(-p[3] - 1) * ((p[2] + last) / (p[2] + y))^(p[1] + x)
    }, last, observed, rel.tol = 1e-11, subdivisions = 2000L)$value
  })
  cbind(alive = alive, gone = log(gone))
}
pareto_log <- function(p, d) { l <- pareto_terms(p, d); l[, 1] + log1p(exp(l[, 2] - l[, 1])) }

# Gamma-Gamma: the mean of x purchases, over the customer's scale nu; v is ln nu.
gamma_log <- function(p, d) mapply(function(x, m) {
  at <- log((p[1] * x + p[2]) / (p[3] + x * m))
  over(function(v) dgamma(m, p[1] * x, rate = exp(v) * x, log = TRUE) +
         p[2] * v - p[3] * exp(v) + p[2] * log(p[3]) - lgamma(p[2]), at, at - 12, at + 6)
}, d$x, d$last)

# sBG: who left at renewal t, and who is left after the last one.
renewal_log <- function(p, d) {
  chance <- mapply(function(t, left) beta_mean(if (left == 1) function(p, q) p * q^(t - 1)
                                               else function(p, q) q^t, p[1], p[2]), d$observed, d$left)
  d$customers * log(chance)
}

# The maximum of a likelihood, on the logs of its parameters, with standard errors of the logs.
peak <- function(log_likelihood, d, start) {
  f <- function(logs) -sum(log_likelihood(exp(logs), d))
  control <- list(reltol = 1e-15, maxit = 500, ndeps = rep(1e-4, length(start)))
  best <- optim(log(start), f, method = "BFGS", control = control)
  best <- optim(best$par, f, method = "BFGS", control = control)
  errors <- sqrt(diag(solve(optimHess(best$par, f, control = list(ndeps = rep(1e-3, length(start)))))))
  list(p = exp(best$par), errors = errors, log = -best$value)
}

# Made-up customers. Times have one decimal, so that the integrals of many customers are the same.
set.seed(20261126)
purchases <- function(lambda, horizon) {
  times <- cumsum(rexp(200, lambda)); times[times < horizon]
}
customers <- function(name, n, draw) {
  observed <- sample(20:52, n, replace = TRUE)
  do.call(rbind, lapply(observed, function(T) {
    times <- pmax(0.1, round(draw(T), 1))
    data.frame(case = name, x = length(times), last = if (length(times)) max(times) else 0, observed = T)
  }))
}
bg <- customers("bgnbd", 600, function(T) {
  times <- purchases(rgamma(1, 0.6, 5), T)
  times[seq_len(min(length(times), 1 + rgeom(1, rbeta(1, 0.9, 2.5))))]
})
pareto <- customers("paretonbd", 600, function(T) {
  purchases(rgamma(1, 0.7, 4), min(T, rexp(1, rgamma(1, 1.2, 15))))
})
spend <- do.call(rbind, lapply(1 + rgeom(400, 0.3), function(x) {
  data.frame(case = "gammagamma", x = x,
             last = round(mean(rgamma(x, 5, rgamma(1, 3.5, 60))), 2), observed = 0)
}))
cohorts <- do.call(rbind, lapply(3:7, function(age) {
  theta <- rbeta(400, 0.9, 3)
  died <- sapply(theta, function(p) 1 + rgeom(1, p))
  data.frame(case = paste0("sbg-", age), x = sapply(0:age, function(t) sum(died > t)), last = 0, observed = 0:age)
}))
cases <- rbind(bg, pareto, spend, cohorts)
cases$last <- round(cases$last, 2)
writeLines(c(header, "case,x,last,observed",
             with(cases, paste(case, x, last, observed, sep = ","))), "golden/customer_base_cases.csv")

lines <- "model,what,x,last,observed,at,expected"
add <- function(model, what, x, last, observed, at, expected) lines <<-
  c(lines, paste(model, what, x, last, observed, at, number(expected), sep = ","))
report <- function(model, fit) {
  for (i in seq_along(fit$p)) {
    add(model, "parameter", i - 1, "NA", "NA", "NA", fit$p[i])
    add(model, "log_se", i - 1, "NA", "NA", "NA", fit$errors[i])
  }
  add(model, "loglik", "NA", "NA", "NA", "NA", fit$log)
}

known <- data.frame(x = c(0, 1, 2, 7, 26, 60), last = c(0, 1.7, 30.4, 29.4, 30.9, 38), observed = c(38.9, 38.9, 38.9, 38.9, 31, 39))

# Forecasts at fixed parameters, so that they do not depend on where a search stopped.
sure <- c(0.6, 5, 0.9, 2.5)
report("bgnbd", peak(bg_log, bg, sure))
r <- sure[1]; alpha <- sure[2]; a <- sure[3]; b <- sure[4]
# Of somebody with rate lambda and chance p: (1 - e^(-lambda p t)) / p, over both distributions.
bg_mean <- function(r, alpha, a, b, t)
  beta_mean(function(p, q) vapply(p, function(p) -expm1(log_rate_mean(0, p * t, r, alpha)) / p, 0), a, b)
for (t in c(0.5, 4, 52)) add("bgnbd", "expected", "NA", "NA", "NA", t, bg_mean(r, alpha, a, b, t))
for (i in seq_len(nrow(known))) {
  k <- known[i, ]
  terms <- bg_terms(sure, k)
  alive <- plogis(terms[1] - terms[2])
  add("bgnbd", "alive", k$x, k$last, k$observed, "NA", alive)
  add("bgnbd", "conditional", k$x, k$last, k$observed, 39,
      alive * bg_mean(r + k$x, alpha + k$observed, a, b + k$x, 39))
}
# n purchases: n times stayed and no more, or left after the n-th, over lambda and p apart.
for (n in c(0, 1, 3, 12)) for (t in c(2, 39)) {
  exactly <- exp(log_rate_mean(n, t, r, alpha)) * t^n / factorial(n)
  least <- if (n == 0) 0 else integrate(function(v) ppois(n - 1, exp(v) * t, lower.tail = FALSE) *
    exp(r * v - alpha * exp(v) + r * log(alpha) - lgamma(r)), -60, 5, rel.tol = 1e-11, subdivisions = 2000L)$value
  stay <- beta_mean(function(p, q) q^n, a, b)
  go <- if (n == 0) 0 else beta_mean(function(p, q) p * q^(n - 1), a, b)
  add("bgnbd", "chance", n, "NA", "NA", t, stay * exactly + go * least)
}

sure <- c(0.7, 4, 1.2, 15)
report("paretonbd", peak(pareto_log, pareto, sure))
r <- sure[1]; alpha <- sure[2]; s <- sure[3]; beta <- sure[4]
life <- function(s, beta, t) integrate(function(y) (1 + y / beta)^(-s), 0, t, rel.tol = 1e-11)$value
mean_rate <- function(r, alpha) exp(log_rate_mean(1, 0, r, alpha))
for (t in c(0.5, 4, 52)) {
  add("paretonbd", "expected", "NA", "NA", "NA", t, mean_rate(r, alpha) * life(s, beta, t))
}
for (i in seq_len(nrow(known))) {
  k <- known[i, ]
  terms <- pareto_terms(sure, k)
  alive <- plogis(terms[1] - terms[2])
  add("paretonbd", "loglik_one", k$x, k$last, k$observed, "NA", pareto_log(sure, k))
  add("paretonbd", "alive", k$x, k$last, k$observed, "NA", alive)
  add("paretonbd", "conditional", k$x, k$last, k$observed, 39,
      alive * mean_rate(r + k$x, alpha + k$observed) * life(s, beta + k$observed, 39))
}
# The same with alpha below and above beta, where the closed form changes.
for (alpha in c(2, 15, 40)) for (i in seq_len(nrow(known))) {
  k <- known[i, ]
  add("paretonbd", "loglik_one", k$x, k$last, k$observed, alpha, pareto_log(c(r, alpha, s, beta), k))
}

sure <- c(5, 3.5, 60)
report("gammagamma", peak(gamma_log, spend, sure))
for (x in c(1, 3, 20)) for (m in c(4, 120, 900)) {
  # E[p / nu | x, m], as a ratio of two integrals over nu.
  at <- log((sure[1] * x + sure[2]) / (sure[3] + x * m))
  weight <- function(v, power) over(function(v) dgamma(m, sure[1] * x, rate = exp(v) * x, log = TRUE) +
    (sure[2] + power) * v - sure[3] * exp(v), at, at - 12, at + 6)
  add("gammagamma", "conditional", x, m, "NA", "NA", sure[1] * exp(weight(0, -1) - weight(0, 0)))
}

# Who left and who is left, from the cohorts' survivors.
renewals <- do.call(rbind, lapply(split(cohorts, cohorts$case), function(d) {
  age <- max(d$observed)
  rbind(data.frame(observed = 1:age, left = 1, customers = -diff(d$x)),
        data.frame(observed = age, left = 0, customers = d$x[age + 1]))
}))
report("sbg", peak(renewal_log, renewals, c(0.9, 3)))
for (t in c(1, 5, 12)) {
  add("sbg", "survival", t, "NA", "NA", "NA", beta_mean(function(p, q) q^t, 0.9, 3))
  add("sbg", "retention", t, "NA", "NA", "NA",
      beta_mean(function(p, q) q^t, 0.9, 3) / beta_mean(function(p, q) q^(t - 1), 0.9, 3))
}
for (d in c(0.01, 0.1)) {
  # Of somebody with chance p the sum over all periods to come is a geometric one.
  add("sbg", "del", "NA", "NA", "NA", d, beta_mean(function(p, q) 1 / (1 - q / (1 + d)), 0.9, 3))
  for (n in c(1, 4)) {
    add("sbg", "derl", n, "NA", "NA", d, beta_mean(function(p, q) q / (1 - q / (1 + d)), 0.9, 3 + n - 1))
  }
}
writeLines(c(header, lines), "golden/customer_base_checks.csv")
