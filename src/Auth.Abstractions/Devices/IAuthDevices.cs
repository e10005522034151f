namespace Amplify;

/// <summary>
/// The devices of the user who is signed in, in a user pool that tracks them. New ones are registered and proved by the engine;
/// this is what a user decides about them. Safe to use from many threads at once.
/// </summary>
/// <remarks>
/// All of it takes a valid access token with the scope <c>aws.cognito.signin.user.admin</c>. Sign-ins with a browser have no device.
/// </remarks>
public interface IAuthDevices
{
    /// <summary>Remembers a device (UpdateDeviceStatus): the user's yes to <see cref="NewDevice.UserConfirmationNecessary"/>.</summary>
    /// <param name="options">Which; null for the device of this session.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have remembered it all the same.</param>
    /// <exception cref="ArgumentException">The options' device key is empty.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">
    /// <see cref="AuthErrorReason.ResourceNotFound"/>: the session has no device, or the pool does not know it; the access token is
    /// refused, the service failed.
    /// </exception>
    Task RememberAsync(RememberDeviceOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets a device (ForgetDevice), and what this machine keeps of it. One that the pool does not know is forgotten already.
    /// The next sign-in on it asks for everything again.
    /// </summary>
    /// <param name="options">Which; null for the device of this session.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have forgotten it all the same.</param>
    /// <exception cref="ArgumentException">The options' device key is empty.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">
    /// <see cref="AuthErrorReason.ResourceNotFound"/>: the session has no device; the access token is refused, the service or the
    /// store failed.
    /// </exception>
    Task ForgetAsync(ForgetDeviceOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the user's devices, a page at a time (ListDevices).</summary>
    /// <param name="options">Size and beginning of the page; null for the first 60.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ArgumentException">The page size is not between 1 and 60.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The access token is refused, the service failed.</exception>
    Task<DevicePage> ListAsync(ListDevicesOptions? options = null, CancellationToken cancellationToken = default);
}
