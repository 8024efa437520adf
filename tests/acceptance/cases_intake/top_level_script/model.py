from keras.datasets import cifar10
from keras.models import Sequential
from keras.layers import Dense, Flatten
import matplotlib.pyplot as plt

(x_train, y_train), (x_test, y_test) = cifar10.load_data()
x_train = x_train / 255.0

model = Sequential()
model.add(Flatten(input_shape=(32, 32, 3)))
model.add(Dense(10, activation='softmax'))
model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
history = model.fit(x_train, y_train, epochs=10, batch_size=64)
model.summary()
plt.plot(history.history['accuracy'])
plt.show()
