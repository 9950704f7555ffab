"""A run that was cut off goes on from its last checkpoint when it is started again with the same command."""
import time

import torch

EVERY = 240  # seconds


class Checkpoint:
    def __init__(self, path, settings, model, opt):
        self.path, self.settings, self.model, self.opt, self.saved = path, settings, model, opt, time.monotonic()

    def restore(self):
        """The step to go on from; 0 where there is nothing to go on from."""
        if not self.path.exists():
            return 0
        c = torch.load(self.path, weights_only=False)
        if c['settings'] != self.settings:
            print('the checkpoint is of another command: begun anew', flush=True)
            return 0
        self.model.load_state_dict(c['model'])
        self.opt.load_state_dict(c['optimiser'])
        print('goes on from step', c['step'], flush=True)
        return c['step']

    def save_sometimes(self, step):
        if time.monotonic() - self.saved < EVERY:
            return
        new = self.path.with_suffix('.new')
        torch.save({'model': self.model.state_dict(), 'optimiser': self.opt.state_dict(), 'step': step, 'settings': self.settings}, new)
        new.replace(self.path)
        self.saved = time.monotonic()
