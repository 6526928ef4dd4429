/*
 * What a C programmer writes for exactly these networks: OpenBLAS for the products, with the update folded into the weight
 * gradient, and plain loops where a call would cost more than the work. Compiled on the spot with -O3 -march=native -ffast-math.
 *
 * Row-major, one sample per row: a [batch x units], w [out x in], d = dE/dz [batch x units].
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_MAJOR = 101, COLUMN_MAJOR = 102, NO_TRANS = 111, TRANS = 112 };
void cblas_sgemm(int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
void cblas_dgemm(int, int, int, int, int, int, double, const double *, int, const double *, int, double, double *, int);
void cblas_sgemv(int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
void cblas_sger(int, int, int, float, const float *, int, const float *, int, float *, int);

enum activation { IDENTITY, RELU, SIGMOID, TANH };
enum loss { HALF_SQUARED, MEAN_SQUARED, SOFTMAX_CROSS_ENTROPY };
enum optimizer { SGD, MOMENTUM, ADAM };

struct layer {
    int in, out, activation;
    float *w, *b, *a, *d, *gw, *gb, *vw, *vb; /* gw: gradient, Adam's alone; v: momentum */
    float *mw, *mb;
};

struct net {
    int layers, batch, loss, optimizer, steps;
    float rate;
    struct layer layer[4];
};

static float *floats(size_t n)
{
    float *p = aligned_alloc(64, (n * sizeof(float) + 63) / 64 * 64);
    memset(p, 0, n * sizeof(float));
    return p;
}

struct net *net_create(int layers, const int *sizes, const int *activations, int batch, int loss, int optimizer, float rate)
{
    struct net *n = calloc(1, sizeof *n);
    *n = (struct net){ .layers = layers, .batch = batch, .loss = loss, .optimizer = optimizer, .rate = rate };
    for (int l = 0; l < layers; l++) {
        size_t in = sizes[l], out = sizes[l + 1];
        n->layer[l] = (struct layer){ in, out, activations[l], floats(in * out), floats(out), floats(batch * out), floats(batch * out),
            floats(in * out), floats(out), floats(in * out), floats(out), floats(in * out), floats(out) };
    }
    return n;
}

float *net_weights(struct net *n, int l) { return n->layer[l].w; }

float *net_outputs(struct net *n) { return n->layer[n->layers - 1].a; }

static void activate(int kind, float *a, int count)
{
    if (kind == RELU)
        for (int i = 0; i < count; i++) a[i] = a[i] > 0 ? a[i] : 0;
    else if (kind == SIGMOID)
        for (int i = 0; i < count; i++) a[i] = 1 / (1 + expf(-a[i]));
    else if (kind == TANH)
        for (int i = 0; i < count; i++) a[i] = tanhf(a[i]);
}

static void times_derivative(int kind, const float *a, float *d, int count)
{
    if (kind == RELU)
        for (int i = 0; i < count; i++) d[i] = a[i] > 0 ? d[i] : 0;
    else if (kind == SIGMOID)
        for (int i = 0; i < count; i++) d[i] *= a[i] * (1 - a[i]);
    else if (kind == TANH)
        for (int i = 0; i < count; i++) d[i] *= 1 - a[i] * a[i];
}

static void forward(struct net *n, const float *x)
{
    for (int l = 0; l < n->layers; l++) {
        struct layer *y = &n->layer[l];
        for (int s = 0; s < n->batch; s++) memcpy(y->a + (size_t)s * y->out, y->b, y->out * sizeof(float));
        if (n->batch == 1)
            cblas_sgemv(ROW_MAJOR, NO_TRANS, y->out, y->in, 1, y->w, y->in, x, 1, 1, y->a, 1);
        else
            cblas_sgemm(ROW_MAJOR, NO_TRANS, TRANS, n->batch, y->out, y->in, 1, x, y->in, y->w, y->in, 1, y->a, y->out);
        activate(y->activation, y->a, n->batch * y->out);
        x = y->a;
    }
}

/* The loss, and d of the output layer. */
static double output(struct net *n, const float *t)
{
    struct layer *y = &n->layer[n->layers - 1];
    int k = y->out, count = n->batch * k;
    float total = 0;
    if (n->loss == SOFTMAX_CROSS_ENTROPY) {
        float scale = 1.0f / n->batch;
        for (int s = 0; s < n->batch; s++) {
            const float *z = y->a + s * k, *target = t + s * k;
            float *d = y->d + s * k, max = z[0], sum = 0, picked = 0;
            for (int o = 1; o < k; o++) max = z[o] > max ? z[o] : max;
            for (int o = 0; o < k; o++) sum += d[o] = expf(z[o] - max);
            for (int o = 0; o < k; o++) picked += target[o] * z[o];
            float inverse = 1 / sum;
            for (int o = 0; o < k; o++) d[o] = (d[o] * inverse - target[o]) * scale;
            total += max + logf(sum) - picked;
        }
        return total / n->batch;
    }
    float scale = n->loss == HALF_SQUARED ? 1.0f / n->batch : 2.0f / count;
    for (int i = 0; i < count; i++) {
        float e = y->a[i] - t[i];
        total += e * e;
        y->d[i] = e * scale;
    }
    times_derivative(y->activation, y->a, y->d, count);
    return n->loss == HALF_SQUARED ? 0.5 * total / n->batch : total / count;
}

static void adam(float *w, const float *g, float *m, float *v, size_t count, float rate, float epsilon)
{
    for (size_t i = 0; i < count; i++) {
        m[i] = 0.9f * m[i] + 0.1f * g[i];
        v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
        w[i] -= rate * m[i] / (sqrtf(v[i]) + epsilon);
    }
}

/* beta*into + alpha * d' x */
static void weight_gradient(struct net *n, struct layer *y, const float *x, float alpha, float beta, float *into)
{
    if (n->batch == 1 && beta == 1)
        cblas_sger(ROW_MAJOR, y->out, y->in, alpha, y->d, 1, x, 1, into, y->in);
    else
        cblas_sgemm(ROW_MAJOR, TRANS, NO_TRANS, y->out, y->in, n->batch, alpha, y->d, y->out, x, y->in, beta, into, y->in);
}

static void bias_gradient(struct net *n, struct layer *y)
{
    memset(y->gb, 0, y->out * sizeof(float));
    for (int s = 0; s < n->batch; s++)
        for (int o = 0; o < y->out; o++) y->gb[o] += y->d[s * y->out + o];
}

static void update(struct net *n, struct layer *y, const float *x)
{
    size_t count = (size_t)y->in * y->out;
    bias_gradient(n, y);
    if (n->optimizer == SGD) {
        weight_gradient(n, y, x, -n->rate, 1, y->w);
        for (int o = 0; o < y->out; o++) y->b[o] -= n->rate * y->gb[o];
    } else if (n->optimizer == MOMENTUM) {
        weight_gradient(n, y, x, 1, 0.9f, y->vw);
        for (size_t i = 0; i < count; i++) y->w[i] -= n->rate * y->vw[i];
        for (int o = 0; o < y->out; o++) {
            y->vb[o] = 0.9f * y->vb[o] + y->gb[o];
            y->b[o] -= n->rate * y->vb[o];
        }
    } else {
        double root = sqrt(1 - pow(0.999, n->steps));
        float rate = n->rate * root / (1 - pow(0.9, n->steps)), epsilon = 1e-8 * root;
        weight_gradient(n, y, x, 1, 0, y->gw);
        adam(y->w, y->gw, y->mw, y->vw, count, rate, epsilon);
        adam(y->b, y->gb, y->mb, y->vb, y->out, rate, epsilon);
    }
}

static double step(struct net *n, const float *x, const float *t)
{
    n->steps++;
    forward(n, x);
    double loss = output(n, t);
    for (int l = n->layers - 1; l >= 0; l--) {
        struct layer *y = &n->layer[l], *below = y - 1;
        if (l > 0) {
            if (n->batch == 1)
                cblas_sgemv(ROW_MAJOR, TRANS, y->out, y->in, 1, y->w, y->in, y->d, 1, 0, below->d, 1);
            else
                cblas_sgemm(ROW_MAJOR, NO_TRANS, NO_TRANS, n->batch, y->in, y->out, 1, y->d, y->out, y->w, y->in, 0, below->d, y->in);
            times_derivative(below->activation, below->a, below->d, n->batch * below->out);
        }
        update(n, y, l > 0 ? below->a : x);
    }
    return loss;
}

/*
 * A whole step of a network whose sizes the compiler knows: I inputs, H hidden units, O outputs, B samples, plain descent.
 * The first layer's weights lie [in x out] here, so that every inner loop runs over H.
 */
static inline __attribute__((always_inline)) double small_step(
    struct net *n, const float *x, const float *t, const int I, const int H, const int O, const int B, const int activation, const int loss)
{
    float *restrict w0 = n->layer[0].w, *restrict b0 = n->layer[0].b, *restrict w1 = n->layer[1].w, *restrict b1 = n->layer[1].b;
    float a[B * H], d[B * H], z[O * B], e[O * B], max[B], sum[B], total = 0, step = n->rate / B;
    for (int s = 0; s < B; s++)
        for (int h = 0; h < H; h++) {
            float value = b0[h];
            for (int i = 0; i < I; i++) value += x[s * I + i] * w0[i * H + h];
            a[s * H + h] = value;
        }
    activate(activation, a, B * H);
    for (int o = 0; o < O; o++)
        for (int s = 0; s < B; s++) {
            float value = b1[o];
            for (int h = 0; h < H; h++) value += a[s * H + h] * w1[o * H + h];
            z[o * B + s] = value;
        }
    if (loss == SOFTMAX_CROSS_ENTROPY) {
        for (int s = 0; s < B; s++) max[s] = z[s], sum[s] = 0;
        for (int o = 1; o < O; o++)
            for (int s = 0; s < B; s++) max[s] = z[o * B + s] > max[s] ? z[o * B + s] : max[s];
        for (int o = 0; o < O; o++)
            for (int s = 0; s < B; s++) sum[s] += e[o * B + s] = expf(z[o * B + s] - max[s]);
        for (int s = 0; s < B; s++) total += max[s] + logf(sum[s]);
        for (int o = 0; o < O; o++)
            for (int s = 0; s < B; s++) {
                total -= t[s * O + o] * z[o * B + s];
                e[o * B + s] = e[o * B + s] / sum[s] - t[s * O + o];
            }
    } else {
        for (int o = 0; o < O; o++)
            for (int s = 0; s < B; s++) {
                e[o * B + s] = z[o * B + s] - t[s * O + o];
                total += 0.5f * e[o * B + s] * e[o * B + s];
            }
    }
    for (int s = 0; s < B; s++)
        for (int h = 0; h < H; h++) {
            float value = 0;
            for (int o = 0; o < O; o++) value += e[o * B + s] * w1[o * H + h];
            d[s * H + h] = value;
        }
    times_derivative(activation, a, d, B * H);
    for (int o = 0; o < O; o++) {
        float bias = 0;
        for (int s = 0; s < B; s++) bias += e[o * B + s];
        b1[o] -= step * bias;
        for (int h = 0; h < H; h++) {
            float value = 0;
            for (int s = 0; s < B; s++) value += e[o * B + s] * a[s * H + h];
            w1[o * H + h] -= step * value;
        }
    }
    for (int h = 0; h < H; h++) {
        float bias = 0;
        for (int s = 0; s < B; s++) bias += d[s * H + h];
        b0[h] -= step * bias;
    }
    for (int i = 0; i < I; i++)
        for (int h = 0; h < H; h++) {
            float value = 0;
            for (int s = 0; s < B; s++) value += x[s * I + i] * d[s * H + h];
            w0[i * H + h] -= step * value;
        }
    return total / B;
}

static double xor_step(struct net *n, const float *x, const float *t) { return small_step(n, x, t, 2, 2, 1, 4, SIGMOID, HALF_SQUARED); }

static double tanh_step(struct net *n, const float *x, const float *t)
{
    return small_step(n, x, t, 4, 16, 3, 16, TANH, SOFTMAX_CROSS_ENTROPY);
}

/* Steps over the pool of batches from the given one on; the sum of their losses. The first layer of a small net lies [in x out]. */
double net_train(struct net *n, const float *x, const float *t, int batches, int first, int steps, int small)
{
    size_t xs = (size_t)n->batch * n->layer[0].in, ts = (size_t)n->batch * n->layer[n->layers - 1].out;
    double (*run)(struct net *, const float *, const float *) = small == 1 ? xor_step : small == 2 ? tanh_step : step;
    double total = 0;
    for (int s = 0; s < steps; s++) {
        size_t batch = (first + s) % batches;
        total += run(n, x + batch * xs, t + batch * ts);
    }
    return total;
}

/* Calls of a prediction, each on the next batch of the pool. */
void net_predict(struct net *n, const float *x, int batches, int calls)
{
    size_t xs = (size_t)n->batch * n->layer[0].in;
    for (int c = 0; c < calls; c++) forward(n, x + c % batches * xs);
}

/* C = A B, column-major, so many times. */
void products_f32(int n, const float *a, const float *b, float *c, int times)
{
    while (times-- > 0) cblas_sgemm(COLUMN_MAJOR, NO_TRANS, NO_TRANS, n, n, n, 1, a, n, b, n, 0, c, n);
}

void products_f64(int n, const double *a, const double *b, double *c, int times)
{
    while (times-- > 0) cblas_dgemm(COLUMN_MAJOR, NO_TRANS, NO_TRANS, n, n, n, 1, a, n, b, n, 0, c, n);
}
