"""What goes with what in the world of the storybook model, with weights, and words beside it.

`gen` completes short prompts from it: a penguin is black and stands in the snow by day. Only what asks
for night gets night. `NEIGHBOURS` are plain words that the model does not know, each with one that it
knows.
"""

TIMES = {"day": 4, "sunset": 1}

SUBJECTS = {
    "cat": {
        "colors": {"gray": 3, "orange": 3, "black": 2, "white": 2},
        "places": {"garden": 3, "meadow": 2, "city": 1},
    },
    "dog": {
        "colors": {"brown": 4, "white": 2, "black": 1},
        "places": {"meadow": 3, "garden": 2, "beach": 1},
    },
    "fox": {
        "colors": {"orange": 6, "red": 1},
        "places": {"forest": 3, "snow": 2, "meadow": 1},
    },
    "rabbit": {
        "colors": {"white": 3, "brown": 3, "gray": 2},
        "places": {"meadow": 3, "garden": 2, "forest": 1},
    },
    "bear": {
        "colors": {"brown": 5, "white": 1},
        "places": {"forest": 3, "mountains": 2, "snow": 1},
    },
    "owl": {
        "colors": {"brown": 3, "white": 1, "gray": 1},
        "places": {"forest": 4, "mountains": 1},
        "times": {"day": 2, "sunset": 2},
    },
    "bird": {
        "colors": {"blue": 3, "red": 2, "yellow": 2},
        "places": {"garden": 3, "forest": 2, "meadow": 2},
    },
    "fish": {
        "colors": {"orange": 3, "blue": 2, "yellow": 2, "red": 1},
        "places": {"underwater": 1},
    },
    "whale": {
        "colors": {"blue": 4, "gray": 2},
        "places": {"sea": 3, "underwater": 1},
    },
    "turtle": {
        "colors": {"green": 5, "brown": 1},
        "places": {"beach": 3, "lake": 2, "underwater": 1},
    },
    "butterfly": {
        "colors": {"yellow": 2, "blue": 2, "orange": 2, "purple": 1},
        "places": {"garden": 3, "meadow": 3},
    },
    "snail": {
        "colors": {"brown": 3, "yellow": 1},
        "places": {"garden": 3, "forest": 1},
        "times": {"day": 3, "rain": 1},
    },
    "horse": {
        "colors": {"brown": 4, "white": 2, "black": 1},
        "places": {"meadow": 4, "beach": 1},
        "times": {"day": 3, "sunset": 1},
    },
    "penguin": {
        "colors": {"black": 1},
        "places": {"snow": 1},
        "times": {"day": 1},
    },
    "tree": {
        "colors": {"green": 1},
        "places": {"meadow": 3, "lake": 1, "mountains": 1},
    },
    "pine": {
        "colors": {"green": 1},
        "places": {"mountains": 2, "snow": 2, "forest": 1},
    },
    "palm": {
        "colors": {"green": 1},
        "places": {"beach": 1},
        "times": {"day": 2, "sunset": 1},
    },
    "cactus": {
        "colors": {"green": 1},
        "places": {"desert": 1},
        "times": {"day": 2, "sunset": 1},
    },
    "flower": {
        "colors": {"red": 2, "pink": 2, "purple": 2, "yellow": 1},
        "places": {"garden": 3, "meadow": 2},
    },
    "sunflower": {
        "colors": {"yellow": 1},
        "places": {"meadow": 2, "garden": 2},
        "times": {"day": 1},
    },
    "mushroom": {
        "colors": {"red": 4, "brown": 2},
        "places": {"forest": 4, "meadow": 1},
    },
    "apple": {
        "colors": {"red": 3, "green": 1},
        "places": {"garden": 3, "meadow": 1},
        "times": {"day": 1},
    },
    "pear": {
        "colors": {"yellow": 2, "green": 2},
        "places": {"garden": 3, "meadow": 1},
        "times": {"day": 1},
    },
    "cherry": {
        "colors": {"red": 1},
        "places": {"garden": 3, "meadow": 1},
        "times": {"day": 1},
    },
    "cake": {
        "colors": {"pink": 3, "white": 1, "brown": 1},
        "places": {"garden": 2, "meadow": 1},
        "times": {"day": 1},
    },
    "ice cream": {
        "colors": {"pink": 3, "white": 1},
        "places": {"beach": 3, "garden": 1},
        "times": {"day": 1},
    },
    "teapot": {
        "colors": {"blue": 2, "white": 1, "red": 1},
        "places": {"garden": 1},
        "times": {"day": 1},
    },
    "cup": {
        "colors": {"white": 2, "blue": 2, "red": 1},
        "places": {"garden": 1},
        "times": {"day": 1},
    },
    "house": {
        "colors": {"red": 2, "white": 2, "yellow": 1, "blue": 1},
        "places": {"meadow": 3, "garden": 1, "lake": 1, "mountains": 1},
    },
    "castle": {
        "colors": {"gray": 3, "white": 1},
        "places": {"mountains": 3, "meadow": 1, "lake": 1},
        "times": {"day": 2, "sunset": 1},
    },
    "lighthouse": {
        "colors": {"white": 2, "red": 2},
        "places": {"sea": 2, "beach": 2},
        "times": {"day": 2, "sunset": 1},
    },
    "windmill": {
        "colors": {"white": 2, "brown": 1},
        "places": {"meadow": 3},
        "times": {"day": 2, "sunset": 1},
    },
    "bridge": {
        "colors": {"gray": 2, "brown": 1, "red": 1},
        "places": {"lake": 2, "city": 1, "mountains": 1},
    },
    "tent": {
        "colors": {"orange": 2, "green": 2, "blue": 1},
        "places": {"forest": 2, "mountains": 2, "lake": 1},
        "times": {"day": 2, "sunset": 1},
    },
    "car": {
        "colors": {"red": 3, "blue": 2, "green": 1},
        "places": {"city": 4, "beach": 1},
    },
    "bus": {
        "colors": {"yellow": 2, "red": 2},
        "places": {"city": 1},
        "times": {"day": 1},
    },
    "train": {
        "colors": {"red": 2, "green": 1, "blue": 1},
        "places": {"mountains": 2, "meadow": 2},
    },
    "bicycle": {
        "colors": {"red": 2, "blue": 2, "green": 1},
        "places": {"city": 2, "meadow": 1, "lake": 1},
        "times": {"day": 1},
    },
    "sailboat": {
        "colors": {"white": 3, "red": 2},
        "places": {"sea": 4, "lake": 1},
        "times": {"day": 2, "sunset": 1},
    },
    "rocket": {
        "colors": {"white": 2, "red": 2},
        "places": {"moon": 3, "desert": 1},
    },
    "airplane": {
        "colors": {"white": 3, "blue": 1},
        "places": {"meadow": 1, "mountains": 2, "sea": 1},
        "times": {"day": 1},
    },
    "balloon": {
        "colors": {"red": 2, "orange": 1, "yellow": 1},
        "places": {"meadow": 2, "mountains": 2, "lake": 1},
        "times": {"day": 2, "sunset": 1},
    },
    "robot": {
        "colors": {"gray": 3, "blue": 1},
        "places": {"city": 3, "moon": 1},
    },
    "snowman": {
        "colors": {"white": 1},
        "places": {"snow": 1},
        "times": {"day": 2, "snowfall": 1},
    },
    "umbrella": {
        "colors": {"red": 2, "blue": 1, "yellow": 1},
        "places": {"beach": 2, "city": 1},
        "times": {"day": 1, "rain": 1},
    },
    "guitar": {
        "colors": {"brown": 3, "red": 1},
        "places": {"garden": 1, "beach": 1},
        "times": {"day": 2, "sunset": 1},
    },
    "star": {
        "colors": {"yellow": 1},
        "places": {"meadow": 1, "mountains": 1, "lake": 1},
        "times": {"night": 1},
    },
    "heart": {
        "colors": {"red": 3, "pink": 1},
        "places": {"meadow": 2, "garden": 2},
        "times": {"day": 1},
    },
    "moon": {
        "colors": {"yellow": 2, "white": 1},
        "places": {"lake": 1, "mountains": 1, "meadow": 1},
        "times": {"night": 1},
    },
    "astronaut": {
        "colors": {"white": 4, "orange": 1},
        "places": {"moon": 1},
    },
}

NEIGHBOURS = {
    "ship": "sailboat", "yacht": "sailboat", "wolf": "fox", "puppies": "dog", "kittens": "cat",
    "duck": "bird", "parrot": "bird", "eagle": "bird", "chicken": "bird", "swan": "bird",
    "shark": "fish", "goldfish": "fish", "dolphin": "whale", "donkey": "horse", "zebra": "horse",
    "hare": "rabbit", "mouse": "rabbit", "panda": "bear", "frog": "turtle", "bee": "butterfly",
    "rose": "flower", "tulip": "flower", "daisy": "flower", "lily": "flower", "oak": "tree",
    "birch": "tree", "bush": "tree", "peach": "apple", "plum": "cherry", "strawberry": "cherry",
    "pie": "cake", "cupcake": "cake", "muffin": "cake", "coffee": "cup", "tea": "teapot",
    "kettle": "teapot", "hut": "house", "cabin": "house", "building": "house",
    "tower": "lighthouse", "fortress": "castle", "truck": "car", "taxi": "car", "van": "bus",
    "tram": "train", "motorbike": "bicycle", "motorcycle": "bicycle", "scooter": "bicycle",
    "jet": "airplane", "helicopter": "airplane", "zeppelin": "balloon", "android": "robot",
    "parasol": "umbrella", "violin": "guitar", "ukulele": "guitar", "sun": "star",
    "cosmonaut": "astronaut", "alien": "robot", "dawn": "sunset", "sunrise": "sunset",
    "twilight": "sunset", "midnight": "night", "noon": "day", "summer": "meadow",
    "autumn": "forest", "river": "lake", "waterfall": "lake", "jungle": "forest", "park": "garden",
    "farm": "meadow", "village": "city", "island": "beach", "coast": "beach", "harbor": "sea",
    "harbour": "sea", "volcano": "mountains", "planet": "moon", "thunder": "storm",
    "gold": "yellow", "silver": "gray", "navy": "blue", "lime": "green", "magenta": "pink",
    "beige": "brown", "maroon": "red", "lavender": "purple", "indigo": "purple",
    "aquamarine": "turquoise",
}
