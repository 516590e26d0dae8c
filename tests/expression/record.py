#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Asks `terraform console` what expressions are worth and records it in recorded.tsv.

    record.py              asks for what recorded.tsv lacks, drops what no list holds any more
    record.py --all        asks for everything anew

The expressions are those of expressions_*.txt beside this file (one a line; `{"e": "..."}` is one of
several lines; `#` begins a comment line) and those that `generated` makes from a fixed seed. A line
of recorded.tsv: the expression as a JSON string, `value`, `error`, `sensitive` or
`unknown`, the value as jsonencode writes it.
Needs terraform on PATH; nothing is downloaded.
"""
import base64
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
WORDS = ['a', 'b', 'ab', 'x-1', '', '1', '2', '10', 'true', 'false', 'é', '<&>', 'q"q', '0.5', ' s ']
NUMBERS = ['0', '1', '2', '3', '7', '10', '0.1', '2.5', '1e3', '1.50', '100000000000000000000000001', '3e-7']


class Maker:
    """Expressions by a grammar that mostly yields values, and sometimes a wrong type."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = []

    def pick(self, *choices):
        return self.random.choice(choices)(self.depth)

    def make(self, depth, kind=None):
        if depth <= 0:
            return self.leaf(kind)
        if kind is None or self.random.random() < 0.06:
            kind = self.random.choice(['number', 'string', 'bool', 'list', 'object', 'any'])
        return getattr(self, kind)(depth - 1)

    def leaf(self, kind):
        r = self.random
        if self.names and r.random() < 0.3:
            return r.choice(self.names)
        if kind == 'number':
            return r.choice(NUMBERS)
        if kind == 'bool':
            return r.choice(['true', 'false'])
        if kind == 'list':
            return r.choice(['[]', '[1, 2]', '["b", "a"]', 'toset(["b", "a"])', 'tolist([3, 1])', '[true]'])
        if kind == 'object':
            return r.choice(['{}', '{a = 1}', '{a = 1, b = "x"}', 'tomap({k = "v"})', '{"x y" = [1]}'])
        if kind == 'string':
            return json.dumps(r.choice(WORDS), ensure_ascii=False)
        return r.choice(NUMBERS + ['null', 'true', '"a"', '[]', '{}'])

    def any(self, d):
        return self.make(d)

    def number(self, d):
        r = self.random.randrange(6)
        if r < 3:
            op = self.random.choice(['+', '-', '*', '/', '%'])
            return f'{self.make(d, "number")} {op} {self.make(d, "number")}'
        if r == 3:
            return f'({self.make(d, "number")})'
        if r == 4:
            return f'-{self.leaf("number")}'
        return f'length({self.make(d, self.random.choice(["list", "object", "string"]))})'

    def bool(self, d):
        r = self.random.randrange(6)
        if r == 0:
            return f'{self.make(d, "bool")} {self.random.choice(["&&", "||"])} {self.make(d, "bool")}'
        if r == 1:
            return f'!{self.leaf("bool")}'
        if r < 4:
            kind = self.random.choice(['number', 'string', 'list', 'object', 'any'])
            return f'{self.make(d, kind)} {self.random.choice(["==", "!="])} {self.make(d, kind)}'
        return f'{self.make(d, "number")} {self.random.choice(["<", "<=", ">", ">="])} {self.make(d, "number")}'

    def string(self, d):
        r = self.random.randrange(7)
        if r < 2:
            return f'"p${{{self.make(d, self.random.choice(["string", "number", "bool"]))}}}q"'
        if r == 2:
            return f'"${{{self.make(d)}}}"'
        if r == 3:
            return f'"%{{ if {self.make(d, "bool")} }}{self.random.choice(["y", " y ", ""])}%{{ else }}n%{{ endif }}"'
        if r == 4:
            name = self.name()
            head = f'"%{{ for {name} in {self.make(d, "list")} ~}} '
            return self.within([name], lambda: head + f'<${{{name}}}> %{{ endfor }}"')
        if r == 5:
            return f'{self.make(d, "bool")} ? {self.make(d, "string")} : {self.make(d, "string")}'
        return f'upper({self.make(d, "string")})'

    def name(self):
        return f'v{len(self.names)}'

    def within(self, names, make):
        self.names += names
        try:
            return make()
        finally:
            del self.names[-len(names):]

    def list(self, d):
        r = self.random.randrange(8)
        if r < 2:
            return '[' + ', '.join(self.make(d) for _ in range(self.random.randrange(4))) + ']'
        if r == 2:
            source = self.make(d, self.random.choice(['list', 'object']))
            name = self.name()
            condition = f' if {self.make(d, "bool")}' if self.random.random() < 0.3 else ''
            return self.within([name], lambda: f'[for {name} in {source} : {self.make(d)}{condition}]')
        if r == 3:
            source = self.make(d, self.random.choice(['list', 'object']))
            key, name = self.name(), self.name() + 'b'
            return self.within([key, name], lambda: f'[for {key}, {name} in {source} : "${{{key}}}"]')
        if r == 4:
            return f'{self.random.choice(["tolist", "toset"])}({self.make(d, "list")})'
        if r == 5:
            return f'{self.make(0, self.random.choice(["list", "object"]))}[*]'
        if r == 6:
            return f'{self.make(d, "bool")} ? {self.make(d, "list")} : {self.make(d, "list")}'
        steps = self.random.choice(['.*.a', '[*].a', '[*]["a"]'])
        return f'[{{a = {self.make(d)}}}, {{a = {self.make(d)}}}]{steps}'

    def object(self, d):
        r = self.random.randrange(6)
        if r < 2:
            keys = self.random.sample(['a', 'b', '"c d"', '("e")', 'f-g', '"${1}"'], self.random.randrange(4))
            return '{' + ', '.join(f'{k} = {self.make(d)}' for k in keys) + '}'
        if r == 2:
            source = self.make(d, self.random.choice(['list', 'object']))
            key, name = self.name(), self.name() + 'b'
            group = '...' if self.random.random() < 0.5 else ''
            return self.within([key, name],
                               lambda: f'{{for {key}, {name} in {source} : "k${{{key}}}" => {self.make(d)}{group}}}')
        if r == 3:
            return f'tomap({self.make(d, "object")})'
        if r == 4:
            return f'{self.make(d, "bool")} ? {self.make(d, "object")} : {self.make(d, "object")}'
        return f'merge({self.make(d, "object")}, {self.make(d, "object")})'


ACCESS = ['[0]', '[1]', '["a"]', '.a', '.0', '[*]', '["x y"]', '[0.5]', '[-1]', '["1"]', '[null]', '.*']


def generated(count):
    maker = Maker(20240607)
    seen = {}
    while len(seen) < count:
        text = maker.make(maker.random.randrange(1, 4))
        roll = maker.random.random()
        if roll < 0.2:
            text = f'({text}){maker.random.choice(ACCESS)}'
        elif roll < 0.25:
            text = f'try(({text}){maker.random.choice(ACCESS)}, "none")'
        if len(text) <= 300:
            seen[text] = True
    return list(seen)


def listed():
    for path in sorted(HERE.glob('expressions_*.txt')):
        for line in path.read_text(encoding='utf-8').splitlines():
            if line.startswith('{"e":'):
                yield json.loads(line)['e']
            elif line and not line.startswith('#'):
                yield line


def console(folder, text):
    environment = dict(os.environ, CHECKPOINT_DISABLE='1', TF_CLI_CONFIG_FILE=str(folder / 'rc'))
    return subprocess.run(['terraform', 'console', '-no-color'], input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          cwd=folder, env=environment, encoding='utf-8', check=False).stdout


def answer_of(output):
    """The console's last line, base64 of JSON of a list of results; none if it printed an error."""
    lines = output.splitlines()
    if not lines or not lines[-1].startswith('"'):
        return None
    texts = json.loads(base64.b64decode(json.loads(lines[-1])))
    return [('error', '') if text == '!error' else ('value', text) for text in texts]


def kind_of(output):
    last = output.strip().splitlines()[-1:]
    return {'(sensitive value)': 'sensitive', '(known after apply)': 'unknown'}.get(''.join(last), 'error')


def ask_lines(folder, expressions):
    """Many at once; where one of them does not parse, each half by itself."""
    if not expressions:
        return {}
    items = ', '.join(f'try(jsonencode({e}), "!error")' for e in expressions)
    output = console(folder, f'base64encode(jsonencode([{items}]))\n')
    answers = answer_of(output)
    if answers:
        return dict(zip(expressions, answers))
    if len(expressions) == 1:
        return {expressions[0]: (kind_of(output), '')}
    half = len(expressions) // 2
    return ask_lines(folder, expressions[:half]) | ask_lines(folder, expressions[half:])


def ask_all(folder, expressions):
    answers = {}
    for begin in range(0, len(expressions), 50):
        answers |= ask_lines(folder, expressions[begin:begin + 50])
        print(f'{begin} of {len(expressions)}', file=sys.stderr)
    return answers


def ask_file(folder, text):
    """Through a file: an expression of several lines, with a comment, or a template."""
    (folder / 'main.tf.json').write_text(json.dumps({'locals': {'e': text}}))
    output = console(folder, 'base64encode(jsonencode([try(jsonencode(local.e), "!error")]))\n')
    (folder / 'main.tf.json').unlink()
    if 'Error:' in output:
        return 'error', ''
    return (answer_of(output) or [('error', '')])[0]


def main():
    path = HERE / 'recorded.tsv'
    known = {}
    if path.exists() and '--all' not in sys.argv:
        for line in path.read_text(encoding='utf-8').split('\n')[:-1]:
            expression, kind, value = line.split('\t')
            known[json.loads(expression)] = (kind, value)
    wanted = list(dict.fromkeys([*listed(), *generated(1500)]))
    missing = [e for e in wanted if e not in known]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / 'rc').write_text('')
        is_alone = lambda e: any(c in e for c in '\n#\\') or '//' in e or '/*' in e
        for template in [e for e in missing if e.startswith('template:')]:
            known[template] = ask_file(folder, template.removeprefix('template:'))
        missing = [e for e in missing if not e.startswith('template:')]
        for expression in filter(is_alone, missing):
            known[expression] = ask_file(folder, '${' + expression + '\n}')
        known.update(ask_all(folder, [e for e in missing if not is_alone(e)]))
    with path.open('w', encoding='utf-8', newline='\n') as out:
        for expression in wanted:
            kind, value = known[expression]
            out.write(f'{json.dumps(expression, ensure_ascii=False)}\t{kind}\t{value}\n')


if __name__ == '__main__':
    main()
