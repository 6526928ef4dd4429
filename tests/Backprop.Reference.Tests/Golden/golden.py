"""Writes golden.txt: gradients of small networks and short trainings, by PyTorch in float64.

Weights, biases, inputs and targets come from the counter-based streams that Problem.cs draws from, so that the other side
rebuilds them from shapes and a seed. Run it with any PyTorch from 1.13 on: python3 golden.py > golden.txt
"""

import math

import torch
import torch.nn.functional as F

MASK = 2**64 - 1
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def uniform(key, i):
    z = (key + (i + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return ((z ^ (z >> 31)) >> 11) / 2**53


def draws(seed, stream, count):
    return [uniform(seed * 64 + stream, i) for i in range(count)]


ACTIVATIONS = {
    "identity": lambda z, _: z,
    "sigmoid": lambda z, _: torch.sigmoid(z),
    "tanh": lambda z, _: torch.tanh(z),
    "relu": lambda z, _: torch.relu(z),
    "leaky-relu": lambda z, slope: F.leaky_relu(z, 0.01 if slope is None else slope),
    "elu": lambda z, alpha: F.elu(z, 1.0 if alpha is None else alpha),
    "silu": lambda z, _: F.silu(z),
    "gelu": lambda z, _: F.gelu(z),
    "softplus": lambda z, _: F.softplus(z),
    "softmax": lambda z, _: z,  # the loss takes the logits
}


def loss_of(name, threshold, outputs, targets, reduction):
    k, n = targets.shape[1], targets.shape[0]
    total = {
        "half-squared-error": lambda: 0.5 * F.mse_loss(outputs, targets, reduction="sum"),
        "mean-squared-error": lambda: F.mse_loss(outputs, targets, reduction="sum") / k,
        "mean-absolute-error": lambda: F.l1_loss(outputs, targets, reduction="sum") / k,
        "huber": lambda: F.huber_loss(outputs, targets, reduction="sum", delta=threshold or 1.0) / k,
        "binary-cross-entropy": lambda: F.binary_cross_entropy(outputs, targets, reduction="sum"),
        "softmax-cross-entropy": lambda: F.cross_entropy(outputs, targets, reduction="sum"),
    }[name]()
    return total / n if reduction == "mean" else total


class Case:
    def __init__(self, line):
        inputs, layers, loss, reduction, batch, seed = line.split()
        self.line, self.inputs, self.reduction = line, int(inputs), reduction
        self.batch, self.seed = int(batch), int(seed)
        self.loss, self.threshold = (loss.split(":") + [None])[:2]
        self.threshold = self.threshold and float(self.threshold)
        self.weights, self.biases, self.functions = [], [], []
        before = self.inputs
        for l, layer in enumerate(layers.split(",")):
            units, name, parameter, bias = (layer.split(":") + [""] * 4)[:4]
            units = int(units)
            limit = math.sqrt(3.0 / before)
            w = [(2 * u - 1) * limit for u in draws(self.seed, 2 * l, units * before)]
            self.weights.append(torch.tensor(w).reshape(units, before).requires_grad_())
            b = [0.5 * (2 * u - 1) for u in draws(self.seed, 2 * l + 1, units)]
            self.biases.append(None if bias == "no" else torch.tensor(b).requires_grad_())
            self.functions.append((name, float(parameter) if parameter else None))
            before = units
        x = [2 * u - 1 for u in draws(self.seed, 61, self.batch * self.inputs)]
        self.x = torch.tensor(x).reshape(self.batch, self.inputs)
        t = draws(self.seed, 62, self.batch * before)
        rows = [t[n * before : (n + 1) * before] for n in range(self.batch)]
        self.t = torch.tensor([self.target(row) for row in rows])

    def target(self, row):
        if self.loss == "binary-cross-entropy":
            return row
        if self.loss == "softmax-cross-entropy":
            rest = [t / len(row) for t in row[1:]]
            return rest + [1 - sum(rest)]
        return [2 * t - 1 for t in row]

    def evaluate(self):
        a = self.x
        for w, b, (name, parameter) in zip(self.weights, self.biases, self.functions):
            a = ACTIVATIONS[name](F.linear(a, w, b), parameter)
        return loss_of(self.loss, self.threshold, a, self.t, self.reduction)

    def parameters(self):
        return [p for w, b in zip(self.weights, self.biases) for p in (w, b) if p is not None]


# inputs, layers units:activation:parameter:no (bias), loss:threshold, reduction, batch, seed
GRADIENTS = """
3 4:tanh,2:identity half-squared-error mean 5 1
3 5:sigmoid,2:sigmoid half-squared-error sum 5 2
4 5:relu,4:leaky-relu,2:identity mean-squared-error mean 7 3
4 5:leaky-relu:0.2,3:elu:0.5,2:tanh mean-squared-error sum 7 4
3 6:silu,3:gelu mean-absolute-error mean 6 5
3 6:softplus,4:gelu,3:identity mean-absolute-error sum 6 6
2 5:gelu::no,5:silu,2:softplus huber:0.5 mean 8 7
5 4:elu,2:identity::no huber sum 8 8
6 7:gelu,3:sigmoid binary-cross-entropy mean 9 9
6 7:tanh,5:relu::no,4:softmax softmax-cross-entropy mean 9 10
3 4:elu:2,5:softmax softmax-cross-entropy sum 4 11
1 1:sigmoid binary-cross-entropy sum 1 12
""".split("\n")[1:-1]

TRAINED = "3 5:tanh,4:silu,2:identity half-squared-error mean 7 13"


def weights_and_biases(case, decay):
    """Decay is for weights only here, so biases are a parameter group of their own."""
    biases = [b for b in case.biases if b is not None]
    return [{"params": case.weights, "weight_decay": decay}, {"params": biases, "weight_decay": 0.0}]


OPTIMIZERS = {
    "sgd": lambda c: torch.optim.SGD(c.parameters(), lr=0.1),
    "momentum": lambda c: torch.optim.SGD(c.parameters(), lr=0.1, momentum=0.9),
    "nesterov": lambda c: torch.optim.SGD(c.parameters(), lr=0.1, momentum=0.9, nesterov=True),
    "rmsprop": lambda c: torch.optim.RMSprop(c.parameters(), lr=0.1, alpha=0.99, eps=1e-8),
    "adagrad": lambda c: torch.optim.Adagrad(c.parameters(), lr=0.1, eps=1e-10),
    "adam": lambda c: torch.optim.Adam(c.parameters(), lr=0.1, betas=(0.9, 0.999), eps=1e-8),
    "adamw": lambda c: torch.optim.AdamW(weights_and_biases(c, 0.01), lr=0.1, betas=(0.9, 0.999), eps=1e-8),
    "rprop": lambda c: torch.optim.Rprop(c.parameters(), lr=0.1, etas=(0.5, 1.2), step_sizes=(1e-6, 50)),
}


def numbers(tensors):
    return " ".join(repr(v) for tensor in tensors for v in tensor.reshape(-1).tolist())


if __name__ == "__main__":
    print(f"# written by golden.py, PyTorch {torch.__version__.split('a')[0]}, float64")
    for line in GRADIENTS:
        case = Case(line)
        loss = case.evaluate()
        loss.backward()
        print(f"gradient {line}\n{loss.item()!r}\n{numbers(p.grad for p in case.parameters())}")
    for name, make in OPTIMIZERS.items():
        case = Case(TRAINED)
        optimizer = make(case)
        for _ in range(10):
            optimizer.zero_grad()
            case.evaluate().backward()
            optimizer.step()
        print(f"training {name} {TRAINED}\n{case.evaluate().item()!r}\n{numbers(p.detach() for p in case.parameters())}")
