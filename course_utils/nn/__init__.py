"""Backpropagation in NumPy: the reference implementation.

Everywhere X is (n, d_in), one row a sample, W is (d_in, d_out), and a gradient is the derivative
of the mean loss, in the shape of what it belongs to.

    rng = np.random.default_rng(0)
    model = nn.Sequential(nn.Dense(784, 128, rng=rng), nn.ReLU(), nn.Dense(128, 10, rng=rng))
    optimizer = nn.Adam(model.parameters(), lr=1e-3)
    history = nn.fit(model, nn.SoftmaxCrossEntropy(), optimizer, X, y, epochs=5)
"""

from course_utils.nn.activations import (
    GELU,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
    log_softmax,
    relu,
    sigmoid,
    softmax,
    tanh,
)
from course_utils.nn.attention import SelfAttention, TransformerBlock
from course_utils.nn.clipping import clip_gradients
from course_utils.nn.convolution import Conv2D
from course_utils.nn.dropout import Dropout
from course_utils.nn.embedding import Embedding
from course_utils.nn.gradient_check import GradientCheck, ParameterCheck, check_gradients
from course_utils.nn.graph_drawing import draw_graph
from course_utils.nn.history import History
from course_utils.nn.in_blocks import InBlocks
from course_utils.nn.initializers import (
    he_normal,
    he_uniform,
    normal,
    uniform,
    xavier_normal,
    xavier_uniform,
    zeros,
)
from course_utils.nn.layers import Dense, Layer
from course_utils.nn.losses import (
    MSE,
    BinaryCrossEntropy,
    Loss,
    SoftmaxCrossEntropy,
    accuracy,
    one_hot,
)
from course_utils.nn.lstm import LSTM
from course_utils.nn.model import Sequential
from course_utils.nn.normalization import BatchNorm, LayerNorm
from course_utils.nn.optimizers import SGD, Adam, Optimizer, RMSProp
from course_utils.nn.parameter import Parameter, global_norm
from course_utils.nn.pooling import AveragePool2D, MaxPool2D
from course_utils.nn.recurrent import SimpleRNN
from course_utils.nn.regularizers import L1, L2, Penalty
from course_utils.nn.residual import Residual
from course_utils.nn.schedules import CosineDecay, ExponentialDecay, StepDecay, WarmUp
from course_utils.nn.shapes import Flatten, Reshape, Upsample2D
from course_utils.nn.stopping import Criterion, EarlyStopping, Epochs, TargetLoss
from course_utils.nn.tape import ArrayNode, Node, backward, parse, topological_order
from course_utils.nn.training import backpropagate, batches, fit, split

__all__ = [
    "GELU",
    "L1",
    "L2",
    "LSTM",
    "MSE",
    "SGD",
    "Adam",
    "ArrayNode",
    "AveragePool2D",
    "BatchNorm",
    "BinaryCrossEntropy",
    "Conv2D",
    "CosineDecay",
    "Criterion",
    "Dense",
    "Dropout",
    "EarlyStopping",
    "Embedding",
    "Epochs",
    "ExponentialDecay",
    "Flatten",
    "GradientCheck",
    "History",
    "InBlocks",
    "Layer",
    "LayerNorm",
    "Loss",
    "MaxPool2D",
    "Node",
    "Optimizer",
    "Parameter",
    "ParameterCheck",
    "Penalty",
    "RMSProp",
    "ReLU",
    "Reshape",
    "Residual",
    "SelfAttention",
    "Sequential",
    "Sigmoid",
    "SimpleRNN",
    "Softmax",
    "SoftmaxCrossEntropy",
    "StepDecay",
    "Tanh",
    "TargetLoss",
    "TransformerBlock",
    "Upsample2D",
    "WarmUp",
    "accuracy",
    "backpropagate",
    "backward",
    "batches",
    "check_gradients",
    "clip_gradients",
    "draw_graph",
    "fit",
    "global_norm",
    "he_normal",
    "he_uniform",
    "log_softmax",
    "normal",
    "one_hot",
    "parse",
    "relu",
    "sigmoid",
    "softmax",
    "split",
    "tanh",
    "topological_order",
    "uniform",
    "xavier_normal",
    "xavier_uniform",
    "zeros",
]
