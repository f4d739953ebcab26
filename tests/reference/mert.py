"""Makes random checkpoints of MERT's family, with the results of Hugging Face transformers.

    pip install torch 'transformers==4.40.2'
    python tests/reference/mert.py tests/fixtures/mert     small ones for the tests of packages/embed
    python tests/reference/mert.py --95m /some/folder      one of the size of MERT-v1-95M (or --330m), for
    MERT_REFERENCE=/some/folder npx vitest run packages/embed/src/mert

Each folder gets config.json, preprocessor_config.json, a checkpoint, and expected.json: samples, and hidden states of
HubertModel in float64 (for the large ones, in float32 and averaged over time). MERT is HuBERT with `deepnorm`, which
HubertModel lacks, so this script scales the residuals.
"""

import json
import pathlib
import sys
import types

import torch
from transformers import HubertConfig, HubertModel

SMALL = dict(
    hidden_size=16,
    num_hidden_layers=2,
    num_attention_heads=2,
    intermediate_size=24,
    conv_dim=[8] * 7,
    conv_kernel=[10, 3, 3, 3, 3, 2, 2],
    conv_stride=[5, 2, 2, 2, 2, 2, 2],
    num_conv_pos_embeddings=16,
    num_conv_pos_embedding_groups=4,
    feat_extract_norm="group",
    conv_bias=False,
    feat_proj_layer_norm=True,
    do_stable_layer_norm=False,
)
VARIANTS = {
    "layer-norm-stable": dict(feat_extract_norm="layer", conv_bias=True, do_stable_layer_norm=True),
    "layer-norm-post": dict(feat_extract_norm="layer", feat_proj_layer_norm=False, num_conv_pos_embeddings=15),
    "deepnorm": dict(deepnorm=True, conv_bias=True),
}
PUBLISHED = dict(conv_dim=[512] * 7, num_conv_pos_embeddings=128, num_conv_pos_embedding_groups=16)
LARGE = {
    "--95m": dict(hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072),
    "--330m": dict(
        hidden_size=1024, num_hidden_layers=24, num_attention_heads=16, intermediate_size=4096, do_stable_layer_norm=True
    ),
}


def make_model(settings):
    torch.manual_seed(7)
    config = HubertConfig(**settings, hidden_dropout=0.0, layer_norm_eps=1e-5)
    model = HubertModel(config).eval()
    with torch.no_grad():
        for name, value in model.named_parameters():
            # norms and biases of a new model are ones and zeros, which would hide errors
            if value.ndim == 1 and "masked" not in name:
                value.add_(0.2 * torch.randn_like(value))
    return model


def add_deepnorm(model):
    alpha = (2 * model.config.num_hidden_layers) ** 0.25

    def forward(layer, states, attention_mask=None, output_attentions=False):
        attended, _, _ = layer.attention(states)
        states = layer.layer_norm(alpha * states + attended)
        return (layer.final_layer_norm(alpha * states + layer.feed_forward(states)),)

    for layer in model.encoder.layers:
        layer.forward = types.MethodType(forward, layer)


def config_of(model, settings):
    config = {**settings, "feat_extract_activation": "gelu", "hidden_act": "gelu", "layer_norm_eps": 1e-5}
    return {"model_type": "mert_model", "deepnorm": False, "sample_rate": 24000, **config}


def write(folder, settings, samples, precise):
    model = make_model({key: value for key, value in settings.items() if key != "deepnorm"})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config_of(model, settings), indent=1) + "\n")
    (folder / "preprocessor_config.json").write_text('{ "do_normalize": false, "sampling_rate": 24000 }\n')
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    if settings.get("deepnorm"):
        add_deepnorm(model)
    waves = [[round(float(v), 6) for v in 0.2 * torch.randn(samples)] for _ in range(2)]
    model = model.double() if precise else model
    with torch.no_grad():
        given = torch.tensor(waves, dtype=torch.float64 if precise else torch.float32)
        states = model(given, output_hidden_states=True).hidden_states
    cases = []
    for i, wave in enumerate(waves):
        own = torch.stack([state[i] for state in states])
        shown = own if precise else own.mean(dim=1)
        values = [round(float(v), 8) for v in shown.flatten()]
        cases.append({"input": wave, "frames": own.shape[1], "states": values})
    (folder / "expected.json").write_text(json.dumps({"cases": cases}) + "\n")


if __name__ == "__main__":
    *options, target = sys.argv[1:]
    target = pathlib.Path(target)
    if options:
        write(target, {**SMALL, **PUBLISHED, **LARGE[options[0]]}, 48_000, precise=False)
    else:
        for name, change in VARIANTS.items():
            write(target / name, {**SMALL, **change}, 1700, precise=True)
