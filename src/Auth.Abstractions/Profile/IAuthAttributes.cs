namespace Amplify;

/// <summary>
/// The signed-in user's attributes in the user pool. Every call throws <see cref="SignInRequiredException"/> when nobody is
/// signed in, and needs the scope <c>aws.cognito.signin.user.admin</c>: a browser sign-in must have asked for it
/// (<see cref="AuthErrorReason.MissingScope"/> otherwise, before anything is sent).
/// </summary>
public interface IAuthAttributes
{
    /// <summary>All attributes the app client may read, by name (GetUser). <c>identities</c> is JSON here; see <see cref="AuthUser.Identities"/>.</summary>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The access token could not be renewed or lacks the scope, the service failed.</exception>
    Task<IReadOnlyDictionary<string, string>> FetchAsync(FetchAttributesOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Sets attributes (UpdateUserAttributes). A changed address or number may have to be confirmed with a code that is sent at once.</summary>
    /// <param name="attributes">New values by name (<c>name</c>, <c>custom:team</c>…), at least one.</param>
    /// <param name="options">Metadata, and whether the session is refreshed; null for neither.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have updated all the same.</param>
    /// <returns>What became of each attribute.</returns>
    /// <remarks>
    /// <c>sub</c>, <c>email_verified</c> and <c>phone_number_verified</c> are the service's alone to set: leave them out of what
    /// <see cref="FetchAsync"/> gave before sending it back.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no attribute, a value is null, or a name is one that only the service sets. Nothing was sent.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">
    /// The address or number is another user's (<see cref="AuthErrorReason.AliasExists"/>), the app client may not write the
    /// attribute, a trigger refused, the service failed.
    /// </exception>
    Task<UpdateAttributesResult> UpdateAsync(IReadOnlyDictionary<string, string> attributes, UpdateAttributesOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes attributes (DeleteUserAttributes). Deleting one the user does not have is no error.</summary>
    /// <param name="names">Names, at least one.</param>
    /// <param name="options">Whether the session is refreshed; null for no.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have deleted all the same.</param>
    /// <exception cref="ArgumentException">There is no name, one is empty, or one that only the service sets. Nothing was sent.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The attribute is required, the service failed.</exception>
    Task<DeleteAttributesResult> DeleteAsync(IReadOnlyCollection<string> names, DeleteAttributesOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Sends a code that proves the user owns an address or number (GetUserAttributeVerificationCode).</summary>
    /// <param name="name"><c>email</c> or <c>phone_number</c>.</param>
    /// <param name="options">Metadata; null for none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Where the code went; null when the service does not say.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The code could not be delivered, too many codes, the service failed.</exception>
    Task<CodeDelivery?> SendCodeAsync(string name, SendAttributeCodeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Verifies an address or number with its code (VerifyUserAttribute).</summary>
    /// <param name="name"><c>email</c> or <c>phone_number</c>.</param>
    /// <param name="code">The code, as typed; blanks around it do not count.</param>
    /// <param name="options">Whether the session is refreshed; null for no.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have verified all the same.</param>
    /// <returns>Confirmed, or the reason why the code was not accepted.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="code"/> is null or empty.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The address or number is another user's, too many attempts, the service failed.</exception>
    Task<ConfirmAttributeResult> ConfirmAsync(string name, string code, ConfirmAttributeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Which of the user's e-mail address and phone number are verified (GetUser).</summary>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The access token could not be renewed or lacks the scope, the service failed.</exception>
    Task<VerifiedContacts> FetchVerifiedContactsAsync(FetchAttributesOptions? options = null, CancellationToken cancellationToken = default);
}
