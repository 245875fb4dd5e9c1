"""Where each mistake was seen in public: threads about real code, shown with the diagnosis.

Keys are exercises and ids of mistakes. ``owner/repository#number`` is an issue or pull request on
GitHub. Only threads in which the mistake itself was made; questions about it are left out.
"""

_NIELSEN = "mnielsen/neural-networks-and-deep-learning"
_GROKKING = "iamtrask/Grokking-Deep-Learning"
_XOR = "jiexunsee/Neural-Network-with-Python#1"
_BOT = "Bot-Academy/NeuralNetworkFromScratch#3"
_DIGITS = "louisjc/mnist-neural-network#1"
_NO_BIAS = "Stack Overflow 59399842"

_INTRODUCTION = {
    ("weighted_sum", "no_bias"): (_NO_BIAS,),
    ("weighted_sum", "w_transposed"): ("udacity/sdc-issue-reports#65", "#119"),
    ("weighted_sum", "out_transposed"): ("d2l-ai/d2l-en#1412",),
    ("sigmoid", "overflow"): ("TheEvergreenStateCollege/upper-division-cs-23-24#1372",),
}
_ALGORITHM = {
    ("sigmoid_grad", "raw_z"): ("BoltzmannEntropy/interviews.ai#4",),
    ("sigmoid_grad", "twice"): ("dwhitena/gophernet#6",),
    ("sigmoid_grad", "sign"): ("mantasu/cs231n#10",),
    ("tanh_grad", "raw_z"): ("apache/incubator-retired-horn#4",),
    ("tanh_grad", "twice"): ("davidrmiller/neural2d#40",),
    ("tanh_grad", "tan_rule"): (
        "nicodjimenez/lstm#41",
        "gy910210/neural-network-from-scratch#2",
    ),
    ("tanh_grad", "reciprocal"): ("oreilly-japan/deep-learning-from-scratch-2#26",),
    ("relu_grad", "one_at_zero"): (f"{_GROKKING}#13",),
    ("forward_pass", "second_bias_missing"): (_NO_BIAS,),
    ("forward_pass", "out_twice"): ("itakurah/focal-loss-pytorch#5",),
    ("mse_loss", "sum"): ("peterroelants/peterroelants.github.io#5",),
    ("mse_loss", "rmse"): ("fastai/fastbook#450", "#434"),
    ("mse_loss", "broadcast"): ("pytorch/pytorch#16045", "#19699"),
    ("mse_grad", "no_mean"): ("peterroelants/peterroelants.github.io#5",),
    ("mse_grad", "sign"): ("dragen1860/Deep-Learning-with-TensorFlow-book#134",),
    ("mse_grad", "idle_mean"): ("patrickloeber/pytorchTutorial#10",),
    ("mse_grad", "broadcast"): ("pytorch/pytorch#16045", "#19699"),
    ("softmax", "axis0"): ("nntrainer/nntrainer#430",),
    ("softmax", "floor_zero"): ("FluxML/NNlib.jl#43",),
    ("cross_entropy", "mean_all"): ("tensorlayer/TensorLayer#129",),
    ("cross_entropy", "sign"): ("cs231n/cs231n.github.io#244",),
    ("binary_cross_entropy", "parenthesis"): ("bfortuner/ml-glossary#76",),
    ("softmax_cross_entropy_grad", "sign"): ("dennybritz/nn-from-scratch#11",),
    ("softmax_cross_entropy_grad", "diagonal"): (
        "deeplearning4j/libnd4j#440",
        "Apiquet/DeepLearningFrameworkFromScratchCpp#1",
    ),
    ("softmax_cross_entropy_grad", "softmax_twice"): (
        "tflearn/tflearn#562",
        "nfmcclure/tensorflow_cookbook#86",
    ),
    ("chain_rule", "no_slope"): (_XOR,),
    ("chain_rule", "slope_at_a"): ("dwhitena/gophernet#6",),
    ("output_delta", "no_slope"): (_BOT, _XOR),
    ("output_delta", "sign"): ("udacity/deep-learning-v2-pytorch#24",),
    ("hidden_delta", "no_slope"): (f"{_GROKKING}#50", _DIGITS),
    ("hidden_delta", "slope_at_a"): ("davidrmiller/neural2d#40",),
    ("hidden_delta", "new_weights"): (
        "joelgrus/data-science-from-scratch#31",
        _BOT,
        "kim-marcel/basic_neural_network#7",
    ),
    ("weight_grad", "transposed"): (f"{_GROKKING}#22", "#71"),
    ("weight_grad", "stray_factor"): ("bighuang624/Andrew-Ng-Deep-Learning-notes#10",),
    ("bias_grad", "not_summed"): ("Data Science Stack Exchange 20139",),
    ("numerical_gradient", "float32"): ("PaddlePaddle/Paddle#4283", "pytorch/pytorch#5351"),
    ("relative_error", "tiny_gradients"): ("cthorey/CS231#2",),
}
_TRAINING = {
    ("sgd_step", "ascent"): ("pytorch/pytorch#1871",),
    ("minibatches", "drops_last"): (
        "jadore801120/attention-is-all-you-need-pytorch#14",
        "nntrainer/nntrainer#1457",
    ),
    ("minibatches", "replacement"): ("ageron/handson-ml#115",),
    ("minibatches", "shuffle_duplicates"): (f"{_NIELSEN}#50", "#73"),
    ("minibatches", "same_tail"): ("NVlabs/VILA#123",),
    ("momentum_step", "damped"): ("fastai/fastbook#174",),
    ("momentum_step", "sign_conflict"): ("fchollet/deep-learning-with-python-notebooks#19",),
    ("momentum_step", "lr_inside"): ("IDSIA/brainstorm#96",),
    ("momentum_step", "nesterov"): ("fchollet/deep-learning-with-python-notebooks#289",),
    ("rmsprop_step", "not_squared"): ("Devinterview-io/gradient-descent-interview-questions#1",),
    ("rmsprop_step", "eps_inside"): ("keras-team/keras#4356", "apache/mxnet#4493"),
    ("rmsprop_step", "no_complement"): ("fastai/fastbook#174",),
    ("adam_step", "uncorrected"): ("ml-explore/mlx#1640", "oxiglade/mlx-rs#301"),
    ("adam_step", "no_power"): (
        "eriklindernoren/ML-From-Scratch#35",
        "PennyLaneAI/pennylane#1929",
    ),
    ("adam_step", "t_plus_1"): ("cs231n/cs231n.github.io#179",),
    ("adam_step", "t_zero"): ("keras-team/keras#10129",),
    ("adam_step", "stores_corrected"): ("frgfm/holocron#1",),
    ("adam_step", "t_per_tensor"): ("Shubham-cyber-prog/100-Days-Of-Web-Development-ECWoC26#1575",),
    ("step_decay", "early"): ("huggingface/transformers#1017", "lincc-frameworks/hyrax#983"),
    ("add_l2_grad", "bias_too"): ("Burton2000/CS231n-2017#9",),
    ("add_l2_grad", "norm"): ("google-deepmind/dm-haiku#178",),
    ("dropout_forward", "over_p"): ("lmjohns3/theanets#123", "karpathy/convnetjs#106"),
    ("dropout_forward", "half_fixed"): ("mp2893/retain#1",),
    ("dropout_backward", "no_mask"): ("kaldi-asr/kaldi#3890",),
    ("dropout_backward", "new_mask"): ("torch/tutorials#25",),
    ("early_stopping", "off_by_one"): ("keras-team/keras#8100",),
    ("early_stopping", "not_reset"): ("modelscope/ms-swift#5326",),
    ("early_stopping", "delta_ignored"): ("cgarciae/ciclo#11",),
    ("early_stopping", "last_weights"): ("keras-team/keras#10765", "#5556"),
    ("xavier_uniform_limit", "parenthesis"): ("mlverse/torch#555",),
    ("xavier_uniform_limit", "lecun"): ("harvard-edge/cs249r_book#1161", "LBANN/lbann#316"),
    ("he_normal_std", "lecun"): ("LBANN/lbann#316",),
    ("he_normal_std", "zeros"): ("wagonhelm/NaNmnist#2",),
    ("clip_by_global_norm", "per_tensor"): ("huggingface/transformers#581",),
    ("clip_by_global_norm", "not_clipped"): ("awslabs/graphstorm#1366", "yandex-research/tabm#20"),
    ("epoch_loss", "mean_of_means"): (
        "https-deeplearning-ai/tensorflow-3#3",
        "catalyst-team/catalyst#799",
    ),
    ("epoch_loss", "over_samples"): ("pytorch/tutorials#179", "mahmoodlab/PathomicFusion#3"),
    ("epoch_loss", "last_batch"): ("nicknochnack/PyTorchin15#4",),
}
_APPLICATIONS = {
    ("residual_backward", "no_identity"): ("paiml/entrenar#313",),
    ("conv2d_forward", "window_start"): ("enggen/Deep-Learning-Coursera#7",),
    ("conv2d_backward", "stride_ignored"): (
        "enggen/Deep-Learning-Coursera#7",
        "Kulbear/deep-learning-coursera#34",
    ),
    ("conv2d_backward", "not_cropped"): ("PKUFlyingPig/CMU10-714#6",),
    ("conv2d_backward", "averaged"): ("sebgao/cTensor#3",),
    ("conv2d_backward", "channels_mixed"): ("NervanaSystems/neon#111",),
    ("conv2d_backward", "floor_lost"): ("f-dangel/backpack#30",),
    ("maxpool_backward", "all_ties"): ("Theano/Theano#5248",),
    ("maxpool_backward", "overwritten"): ("ghosert/cmd-editor#2058",),
    ("maxpool_backward", "gate_last"): ("ahrefs/ocannl#512",),
    ("rnn_bptt", "h_t_for_h_prev"): ("VikParuchuri/zero_to_gpt#9",),
    ("embedding_grad", "last_wins"): ("karpathy/nn-zero-to-hero#57", "HIPS/autograd#39"),
    ("attention_backward", "no_scale"): ("delzac/cntkx#10", "mlc-ai/mlc-llm#3426"),
    ("attention_backward", "no_row_term"): ("HomericIntelligence/Odyssey#2134",),
    ("attention_backward", "diagonal"): ("Apiquet/DeepLearningFrameworkFromScratchCpp#1",),
    ("attention_backward", "axis0"): ("nerdai/llms-from-scratch-rs#30",),
}
_IMPLEMENTATION = {
    ("backward", "no_seed"): ("karpathy/nn-zero-to-hero#80",),
    ("backward", "twice"): ("karpathy/micrograd#53", "#102"),
    ("backward", "leaves_cleared"): ("karpathy/micrograd#25", "#102"),
    ("train_step", "no_zero_grad"): (
        "yastrebksv/TennisCourtDetector#7",
        "snakers4/silero-vad#699",
    ),
    ("train_step", "softmax_then_ce"): (
        "vinhkhuc/PyTorch-Mini-Tutorials#1",
        "tflearn/tflearn#562",
    ),
    ("train_step", "sigmoid_then_ce"): ("yudi-mars/daisyRec#15", "avBuffer/UNet3plus_pth#23"),
    ("train_step", "returns_tensor"): ("google/brax#152", "horovod/horovod#641"),
    ("train_step", "eval_left_on"): ("udacity/deep-learning-v2-pytorch#3",),
    ("keras_loss", "from_logits_on_probs"): ("keras-team/keras#6143",),
    ("keras_loss", "probs_expected_logits_given"): ("SciSharp/TensorFlow.NET#987",),
    ("keras_loss", "onehot_to_sparse"): ("wikibook/tf2#8",),
}

SIGHTINGS: dict[tuple[str, str], tuple[str, ...]] = (
    _INTRODUCTION | _ALGORITHM | _TRAINING | _APPLICATIONS | _IMPLEMENTATION
)


def seen(exercise: str, mistake: str | None) -> str:
    """Return the threads as one text, ``owner/repository#12, #25``; '' where none is known."""
    return ", ".join(SIGHTINGS.get((exercise, mistake or ""), ()))
